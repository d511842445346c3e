import type { EntityManager } from 'typeorm';
import type { ProviderRules } from '../provider/provider-rules.js';
import { readPrices, type CountedThings } from './catalogue-prices.js';
import type { Spend, TenantSpend } from './priced-item.js';

/** In the workspaces of one connection. */
interface Counted extends CountedThings {
  tenant: string;
  /** Null: those workspaces have none yet. */
  connectionId: string | null;
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
const COUNT_BY_WORKSPACE = `
  SELECT 'instance' AS type, instance.tenant, instance.region, instance.workspace, sku.target_name AS sku,
         instance.spec->>'zone' AS zone, count(*) AS count
    FROM resource instance
    JOIN resource_reference sku ON sku.from_uid = instance.uid AND sku.field = '/spec/skuRef'
   WHERE instance.tenant = ANY($1) AND instance.kind = 'instance' AND instance.deleted_at IS NULL
   GROUP BY 2, 3, 4, 5, 6
  UNION ALL
  SELECT 'block-storage', volume.tenant, volume.region, volume.workspace, sku.target_name, '',
         sum((volume.spec->>'sizeGB')::int)
    FROM resource volume
    JOIN resource_reference sku ON sku.from_uid = volume.uid AND sku.field = '/spec/skuRef'
   WHERE volume.tenant = ANY($1) AND volume.kind = 'block-storage' AND volume.deleted_at IS NULL
     AND NOT EXISTS (
       SELECT 1 FROM resource_reference boot JOIN resource instance ON instance.uid = boot.from_uid
        WHERE ${names('boot', 'volume')} AND boot.field = '/spec/bootVolume/deviceRef' AND instance.deleted_at IS NULL)
   GROUP BY 2, 3, 4, 5
  UNION ALL
  SELECT 'public-ip', ip.tenant, ip.region, ip.workspace, ip.spec->>'version', coalesce(ip.extensions->>$2, ''), count(*)
    FROM resource ip
   WHERE ip.tenant = ANY($1) AND ip.kind = 'public-ip' AND ip.deleted_at IS NULL
   GROUP BY 2, 3, 4, 5, 6
  UNION ALL
  SELECT 'gateway', used.tenant, used.region, used.workspace, '', used.zone, count(*)
    FROM (
      SELECT gateway.uid, tbl.tenant, tbl.region, tbl.workspace, tbl.network, min(subnet.spec->>'zone') AS zone
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
       WHERE tbl.tenant = ANY($1) AND tbl.kind = 'routing-table' AND tbl.deleted_at IS NULL
       GROUP BY 1, 2, 3, 4, 5) AS used
   GROUP BY 2, 3, 4, 6`;

const COUNT = `
  SELECT counted.type, counted.tenant, workspace.connection_id AS "connectionId", counted.region, counted.sku, counted.zone,
         sum(counted.count)::int AS count
    FROM (${COUNT_BY_WORKSPACE}) AS counted
    LEFT JOIN resource workspace
      ON workspace.tenant = counted.tenant AND workspace.region = counted.region AND workspace.workspace = ''
     AND workspace.network = '' AND workspace.kind = 'workspace' AND workspace.name = counted.workspace
   GROUP BY 1, 2, 3, 4, 5, 6`;

/** What the resources of a tenant cost, as they are declared within the transaction of `manager`. */
export async function readSpend(
  manager: EntityManager,
  rules: ProviderRules,
  tenant: string,
): Promise<Spend> {
  const spends = await readSpends(manager, rules, [tenant]);
  return spends.get(tenant) ?? { monthlyEur: 0, unpriced: 0, gateways: 0 };
}

/** The same of several tenants, by their names, with two statements. */
export async function readSpends(
  manager: EntityManager,
  rules: ProviderRules,
  tenants: readonly string[],
): Promise<Map<string, TenantSpend>> {
  const rows: Counted[] = await manager.query(COUNT, [tenants, rules.zoneExtension]);
  const priceOf = await readPrices(manager, rules, rows);
  return new Map(
    tenants.map((tenant) => [
      tenant,
      spendOf(
        rows.filter((row) => row.tenant === tenant),
        priceOf,
      ),
    ]),
  );
}

function spendOf(
  rows: readonly Counted[],
  priceOf: (things: CountedThings) => number | undefined,
): TenantSpend {
  let eur = 0;
  let unpriced = 0;
  const eurByConnection = new Map<string, number>();
  for (const row of rows) {
    const price = priceOf(row);
    if (price === undefined) unpriced += row.count;
    eur += price ?? 0;
    const { connectionId } = row;
    if (connectionId !== null) {
      eurByConnection.set(connectionId, (eurByConnection.get(connectionId) ?? 0) + (price ?? 0));
    }
  }
  const gateways = rows.filter(({ type }) => type === 'gateway').reduce((sum, { count }) => sum + count, 0);
  return {
    monthlyEur: toCents(eur),
    unpriced,
    gateways,
    monthlyEurByConnection: new Map([...eurByConnection].map(([id, amount]) => [id, toCents(amount)])),
  };
}

function toCents(eur: number): number {
  return Math.round(100 * eur) / 100;
}
