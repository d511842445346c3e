import type { ServerType } from '../../src/schema/index.js';
import { type Connected, labels, labelSelector, location, run } from './target.js';

/** A small, common one where the suite works. */
export function isOrderable({ locations, architecture }: ServerType): boolean {
  return architecture === 'x86' && locations.some((each) => each.name === location && each.available);
}

/** The cheapest, without any interface, and off. */
export async function aPrivateServer({ client }: Connected, suffix: string) {
  const types = (await client.serverTypes.list()).filter((type) => isOrderable(type));
  const [cheapest] = types.toSorted((one, other) => priceOf(one) - priceOf(other));
  const keys = await client.sshKeys.list({ labelSelector });
  return {
    name: `contract-${run}-${suffix}`,
    serverType: cheapest?.name ?? '',
    image: 'debian-12',
    location,
    isStartedAfterCreate: false,
    publicNet: { isIpv4Enabled: false, isIpv6Enabled: false },
    sshKeyIds: keys.slice(0, 1).map(({ id }) => id),
    labels,
  };
}

function priceOf({ prices }: ServerType): number {
  return Number(prices.find((price) => price.location === location)?.price_monthly.net ?? Infinity);
}
