import type { RegionData } from './catalogue-data.js';

/** What is on offer, as far as a trial may have to pay for it. */
export interface SmokeOffers {
  regions: readonly RegionData[];
  /** Per month, of volumes; a snapshot's is lower. */
  pricePerGb: number | undefined;
}

/** The parts of a call that its price depends on, as the API spells them. */
interface CostlyBody {
  server_type?: string;
  location?: string;
  size?: number;
  type?: string;
  public_net?: { enable_ipv4?: boolean; ipv4?: number };
}

/**
 * What a call adds to the bill per month, net, at most: of the locations where it may take effect, the dearest counts.
 * `undefined` where no price is known.
 */
export function monthlyPriceOfCall(
  operation: string,
  body: object | undefined,
  offers: SmokeOffers,
): number | undefined {
  const { server_type: type, location, size, public_net: net, type: family } = (body ?? {}) as CostlyBody;
  switch (operation) {
    case 'POST /servers': {
      const hasNewAddress = net?.enable_ipv4 !== false && net?.ipv4 === undefined;
      return sum(
        serverPrice(offers, type, location),
        hasNewAddress ? addressPrice(offers, 'ipv4', location) : 0,
      );
    }
    case 'POST /servers/{id}/actions/change_type':
      return serverPrice(offers, type, undefined);
    case 'POST /servers/{id}/actions/create_image':
      return product(
        highest(offers.regions.flatMap(({ serverTypes }) => serverTypes.map(({ diskGb }) => diskGb))),
        offers.pricePerGb,
      );
    case 'POST /volumes':
    case 'POST /volumes/{id}/actions/resize':
      return product(size, offers.pricePerGb);
    case 'POST /primary_ips':
      return addressPrice(offers, family === 'ipv6' ? 'ipv6' : 'ipv4', location);
    default:
      return undefined;
  }
}

function serverPrice({ regions }: SmokeOffers, name: string | undefined, location: string | undefined) {
  const types = regions
    .flatMap(({ serverTypes }) => serverTypes)
    .filter(({ serverType }) => serverType === name);
  return highest(types.flatMap(({ monthlyPrice }) => pricesIn(monthlyPrice, location)));
}

function addressPrice({ regions }: SmokeOffers, family: 'ipv4' | 'ipv6', location: string | undefined) {
  return highest(regions.flatMap(({ primaryIpPrice }) => pricesIn(primaryIpPrice?.[family] ?? {}, location)));
}

function pricesIn(prices: Record<string, number>, location: string | undefined): number[] {
  if (location === undefined) return Object.values(prices);
  return prices[location] === undefined ? [] : [prices[location]];
}

function highest(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function product(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}
