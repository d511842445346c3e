import type { CatalogueItem } from '@seca-hetzner/domain';
import type { RegionData } from './catalogue-data.js';

/** The extension by which a resource that has no zone of its own asks for one. */
export const ZONE_EXTENSION = 'hetzner.zone';

/** The location of Hetzner that a zone of the region stands for. */
export function locationOf({ providerData }: CatalogueItem<'region'>, zone: string): string | undefined {
  return (providerData as RegionData).locations[zone];
}
