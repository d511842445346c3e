import type { HetznerClient } from '@seca-hetzner/hetzner';
import type { SmokeOffers } from '@seca-hetzner/provider-hetzner/rules';

/** What is on offer and what it costs, as the project itself is told. */
export async function readOffers({ pricing, serverTypes }: HetznerClient): Promise<SmokeOffers> {
  const [prices, types] = await Promise.all([pricing.get(), serverTypes.list()]);
  const byLocation = (list: readonly { location: string; price_monthly: { net: string } }[]) =>
    Object.fromEntries(list.map(({ location, price_monthly: { net } }) => [location, Number(net)]));
  const addressPrice = (family: string) =>
    byLocation(prices.primary_ips.find(({ type }) => type === family)?.prices ?? []);
  return {
    regions: [
      {
        networkZone: '',
        locations: {},
        imageId: { x86: undefined, arm: undefined },
        primaryIpPrice: { ipv4: addressPrice('ipv4'), ipv6: addressPrice('ipv6') },
        serverTypes: types.map(({ name, architecture, disk, prices: own }) => ({
          serverType: name,
          // Nothing is priced by it.
          architecture: architecture === 'arm' ? 'arm' : 'x86',
          diskGb: disk,
          monthlyPrice: byLocation(own),
          availableIn: [],
        })),
      },
    ],
    pricePerGb: Math.max(
      Number(prices.volume.price_per_gb_month.net),
      Number(prices.image.price_per_gb_month.net),
    ),
  };
}
