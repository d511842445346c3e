import type { CatalogueItem } from '../region/catalogue.js';

/** Things of one sort that a provider bills, `count` of them. A zone is one of the region's. */
export type PricedItem = {
  region: CatalogueItem<'region'>;
  count: number;
} & (
  | { type: 'instance'; sku: CatalogueItem<'instance-sku'>; zone: string }
  /** `count` is in GB. */
  | { type: 'block-storage'; sku: CatalogueItem<'storage-sku'> }
  | { type: 'public-ip'; version: 'IPv4' | 'IPv6'; zone: string }
  /** What an internet gateway needs in a network that uses it. */
  | { type: 'gateway'; zone: string }
);

/** What resources come to. */
export interface Spend {
  /** Net, per month, in the currency of the provider's prices, without traffic and images; rounded to cents. */
  monthlyEur: number;
  /** How many things have no known price, and count as nothing. */
  unpriced: number;
  /** How many gateways in networks are in use. */
  gateways: number;
}

/** What a tenant's resources come to. */
export interface TenantSpend extends Spend {
  /** The part of each provider connection, by its id; without those that hold nothing that costs. */
  monthlyEurByConnection: ReadonlyMap<string, number>;
}
