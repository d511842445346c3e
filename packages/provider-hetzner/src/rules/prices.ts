import type { CatalogueItem, ProviderRules } from '@seca-hetzner/domain';
import type { RegionData, ServerTypeData } from './catalogue-data.js';
import { locationOf } from './zones.js';

type PricedItem = Parameters<ProviderRules['monthlyPrice']>[0];

/**
 * What Hetzner bills per month for things of one sort, net, in the currency of its prices; `undefined` where no price
 * is known. A server costs the same while it is off. Source: `GET /pricing` and `GET /server_types`.
 */
export function monthlyPrice(item: PricedItem): number | undefined {
  const each = priceOfOne(item);
  return each === undefined ? undefined : each * item.count;
}

function priceOfOne(item: PricedItem): number | undefined {
  const { region } = item;
  switch (item.type) {
    case 'instance': {
      const { monthlyPrice: prices } = item.sku.providerData as Partial<ServerTypeData>;
      return prices?.[locationOf(region, item.zone) ?? ''];
    }
    case 'block-storage': {
      const price = Number(item.sku.annotations['monthlyPriceNetPerGB']);
      return Number.isNaN(price) ? undefined : price;
    }
    case 'public-ip':
      return primaryIpPrice(region, item.version === 'IPv6' ? 'ipv6' : 'ipv4', item.zone);
    case 'gateway':
      return natVmPrice(region, item.zone);
  }
}

/** A NAT VM is the cheapest server to be had there, with an IPv4 address of its own. */
function natVmPrice(region: CatalogueItem<'region'>, zone: string): number | undefined {
  const { serverTypes, imageId } = region.providerData as RegionData;
  const location = locationOf(region, zone) ?? '';
  const prices = serverTypes
    .filter(
      ({ architecture, availableIn }) =>
        imageId[architecture] !== undefined && availableIn.includes(location),
    )
    .flatMap((type) => type.monthlyPrice[location] ?? []);
  const address = primaryIpPrice(region, 'ipv4', zone);
  return prices.length === 0 || address === undefined ? undefined : Math.min(...prices) + address;
}

function primaryIpPrice(
  region: CatalogueItem<'region'>,
  version: 'ipv4' | 'ipv6',
  zone: string,
): number | undefined {
  const { primaryIpPrice: prices } = region.providerData as RegionData;
  return prices?.[version]?.[locationOf(region, zone) ?? ''];
}
