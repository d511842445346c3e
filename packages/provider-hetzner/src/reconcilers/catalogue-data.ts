import { findCatalogueItem, getRegion, type CatalogueItem, type EntityManager } from '@seca-hetzner/domain';
import type { RegionData, ServerTypeData } from '../rules/catalogue-data.js';

export function serverTypeDataOf(sku: CatalogueItem<'instance-sku'>): ServerTypeData {
  return sku.providerData as ServerTypeData;
}

export async function regionData(manager: EntityManager, region: string): Promise<RegionData> {
  return (await getRegion(manager, region)).providerData as RegionData;
}

export async function serverTypeOfSku(
  manager: EntityManager,
  region: string,
  sku: string,
): Promise<ServerTypeData | undefined> {
  const item = await findCatalogueItem(manager, 'instance-sku', region, sku);
  return item && serverTypeDataOf(item);
}

/** The types that a location offers now, the cheapest first. */
export function cheapestServerTypes({ serverTypes }: RegionData, location: string): ServerTypeData[] {
  const price = (type: ServerTypeData): number => type.monthlyPrice[location] ?? Infinity;
  return serverTypes
    .filter((type) => type.availableIn.includes(location))
    .toSorted((a, b) => price(a) - price(b) || (a.serverType < b.serverType ? -1 : 1));
}
