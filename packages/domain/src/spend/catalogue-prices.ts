import type { EntityManager } from 'typeorm';
import type { ProviderRules } from '../provider/provider-rules.js';
import { findCatalogueItems, type CatalogueKey } from '../region/catalogue.repository.js';
import type { CatalogueItem, CatalogueKind } from '../region/catalogue.js';
import type { PricedItem } from './priced-item.js';

/** Things of one sort in a region, which differ in nothing that has a price. */
export interface CountedThings {
  type: PricedItem['type'];
  region: string;
  /** Name of the SKU; of a public IP its version. */
  sku: string;
  /** Empty: the default zone. */
  zone: string;
  /** Of block storages in GB. */
  count: number;
}

const SKU_KINDS: Partial<Record<PricedItem['type'], CatalogueKind>> = {
  instance: 'instance-sku',
  'block-storage': 'storage-sku',
};

/**
 * Reads all that the catalogue has on `things` with one statement. Gives what such things cost per month, net; `undefined`
 * where no price is known.
 */
export async function readPrices(
  manager: EntityManager,
  rules: ProviderRules,
  things: readonly CountedThings[],
): Promise<(things: CountedThings) => number | undefined> {
  const keys = new Map(things.flatMap(keysOf).map((key) => [keyText(key), key]));
  const items = new Map(
    (await findCatalogueItems(manager, [...keys.values()])).map((item) => [keyText(item), item]),
  );
  function find<K extends CatalogueKind>(
    kind: K,
    region: string,
    name: string,
  ): CatalogueItem<K> | undefined {
    return items.get(keyText({ kind, region, name })) as CatalogueItem<K> | undefined;
  }
  return ({ type, region: regionName, sku: name, zone: named, count }) => {
    const region = find('region', regionName, regionName);
    if (!region) return undefined;
    const zone = named || (region.spec.availableZones[0] ?? '');
    switch (type) {
      case 'instance': {
        const sku = find('instance-sku', regionName, name);
        return sku && rules.monthlyPrice({ type, region, count, zone, sku });
      }
      case 'block-storage': {
        const sku = find('storage-sku', regionName, name);
        return sku && rules.monthlyPrice({ type, region, count, sku });
      }
      case 'public-ip':
        return rules.monthlyPrice({ type, region, count, zone, version: name === 'IPv6' ? 'IPv6' : 'IPv4' });
      case 'gateway':
        return rules.monthlyPrice({ type, region, count, zone });
    }
  };
}

function keysOf({ type, region, sku }: CountedThings): CatalogueKey[] {
  const kind = SKU_KINDS[type];
  return [{ kind: 'region', region, name: region }, ...(kind ? [{ kind, region, name: sku }] : [])];
}

function keyText({ kind, region, name }: CatalogueKey): string {
  return `${kind} ${region} ${name}`;
}
