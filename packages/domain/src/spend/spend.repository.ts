import type { EntityManager } from 'typeorm';
import type { ProviderRules } from '../provider/provider-rules.js';
import { findCatalogueItem, getRegion } from '../region/catalogue.repository.js';
import type { CatalogueItem } from '../region/catalogue.js';
import type { PricedItem, Spend } from './priced-item.js';

interface Counted {
  type: PricedItem['type'];
  region: string;
  /** Name of the SKU; of a public IP its version. */
  sku: string;
  /** Empty: the default zone. */
  zone: string;
  count: number;
}

const IDENTITY = ['tenant', 'region', 'workspace', 'network', 'kind', 'name'];

/** SQL: the reference of alias `reference` names the resource of alias `target`. */
function names(reference: string, target: string): string {
  const columns = (alias: string, prefix: string): string =>
    IDENTITY.map((part) => `${alias}.${prefix}${part}`).join(', ');
  return `(${columns(reference, 'target_')}) = (${columns(target, '')})`;
}

/**
 * Living things only. A block storage counts from its PUT, unless an instance boots from it: that disk comes with the
 * machine. A gateway counts once for each network in which a subnet that leads to it holds an instance.
 */
const COUNT = `
  SELECT 'instance' AS type, instance.region, sku.target_name AS sku, instance.spec->>'zone' AS zone, count(*)::int AS count
    FROM resource instance
    JOIN resource_reference sku ON sku.from_uid = instance.uid AND sku.field = '/spec/skuRef'
   WHERE instance.tenant = $1 AND instance.kind = 'instance' AND instance.deleted_at IS NULL
   GROUP BY 2, 3, 4
  UNION ALL
  SELECT 'block-storage', volume.region, sku.target_name, '', sum((volume.spec->>'sizeGB')::int)::int
    FROM resource volume
    JOIN resource_reference sku ON sku.from_uid = volume.uid AND sku.field = '/spec/skuRef'
   WHERE volume.tenant = $1 AND volume.kind = 'block-storage' AND volume.deleted_at IS NULL
     AND NOT EXISTS (
       SELECT 1 FROM resource_reference boot JOIN resource instance ON instance.uid = boot.from_uid
        WHERE ${names('boot', 'volume')} AND boot.field = '/spec/bootVolume/deviceRef' AND instance.deleted_at IS NULL)
   GROUP BY 2, 3
  UNION ALL
  SELECT 'public-ip', ip.region, ip.spec->>'version', coalesce(ip.extensions->>$2, ''), count(*)::int
    FROM resource ip
   WHERE ip.tenant = $1 AND ip.kind = 'public-ip' AND ip.deleted_at IS NULL
   GROUP BY 2, 3, 4
  UNION ALL
  SELECT 'gateway', used.region, '', used.zone, count(*)::int
    FROM (
      SELECT gateway.uid, tbl.region, tbl.workspace, tbl.network, min(subnet.spec->>'zone') AS zone
        FROM resource tbl
        JOIN resource_reference route ON route.from_uid = tbl.uid AND route.target_kind = 'internet-gateway'
        JOIN resource gateway ON ${names('route', 'gateway')} AND gateway.deleted_at IS NULL
        JOIN resource_reference uses_table ON ${names('uses_table', 'tbl')} AND uses_table.field = '/spec/routeTableRef'
        JOIN resource subnet ON subnet.uid = uses_table.from_uid AND subnet.deleted_at IS NULL
        JOIN resource_reference uses_subnet ON ${names('uses_subnet', 'subnet')} AND uses_subnet.field = '/spec/subnetRef'
        JOIN resource nic ON nic.uid = uses_subnet.from_uid
        JOIN resource_reference uses_nic ON ${names('uses_nic', 'nic')}
        JOIN resource instance ON instance.uid = uses_nic.from_uid AND instance.kind = 'instance'
         AND instance.deleted_at IS NULL
       WHERE tbl.tenant = $1 AND tbl.kind = 'routing-table' AND tbl.deleted_at IS NULL
       GROUP BY 1, 2, 3, 4) AS used
   GROUP BY 2, 4`;

/** What the resources of a tenant cost, as they are declared within the transaction of `manager`. */
export async function readSpend(
  manager: EntityManager,
  rules: ProviderRules,
  tenant: string,
): Promise<Spend> {
  const rows: Counted[] = await manager.query(COUNT, [tenant, rules.zoneExtension]);
  let cents = 0;
  let unpriced = 0;
  for (const row of rows) {
    const price = await priceOf(manager, rules, row);
    if (price === undefined) unpriced += row.count;
    else cents += 100 * price;
  }
  const gateways = rows.filter(({ type }) => type === 'gateway').reduce((sum, { count }) => sum + count, 0);
  return { monthlyEur: Math.round(cents) / 100, unpriced, gateways };
}

async function priceOf(
  manager: EntityManager,
  rules: ProviderRules,
  { type, region: regionName, sku: name, zone: named, count }: Counted,
): Promise<number | undefined> {
  const region = await getRegion(manager, regionName);
  const zone = named || (region.spec.availableZones[0] ?? '');
  switch (type) {
    case 'instance': {
      const sku: CatalogueItem<'instance-sku'> | undefined = await findCatalogueItem(
        manager,
        'instance-sku',
        regionName,
        name,
      );
      return sku && rules.monthlyPrice({ type, region, count, zone, sku });
    }
    case 'block-storage': {
      const sku = await findCatalogueItem(manager, 'storage-sku', regionName, name);
      return sku && rules.monthlyPrice({ type, region, count, sku });
    }
    case 'public-ip':
      return rules.monthlyPrice({ type, region, count, zone, version: name === 'IPv6' ? 'IPv6' : 'IPv4' });
    case 'gateway':
      return rules.monthlyPrice({ type, region, count, zone });
  }
}
