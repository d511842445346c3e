import type { ServerType } from '@seca-hetzner/hetzner/schema';

/** A size that SECA names, the same at every provider: at least so much of each; `ramGb` in GB. */
interface Tier {
  name: string;
  vCpu: number;
  ramGb: number;
  cpuType: 'dedicated' | 'shared';
}

const SIZES = [
  ['2XS', 1, 1],
  ['XS', 1, 2],
  ['S', 2, 4],
  ['M', 4, 8],
  ['L', 8, 16],
  ['XL', 16, 32],
  ['2XL', 32, 64],
] as const;

/** Source: SECA, compute tiers. Their score is no promise that Hetzner makes, so it does not count. */
export const TIERS: readonly Tier[] = (['dedicated', 'shared'] as const).flatMap((cpuType) =>
  SIZES.map(([size, vCpu, ramGb]) => ({
    name: `${cpuType === 'dedicated' ? 'D' : 'S'}${size}`,
    vCpu,
    ramGb,
    cpuType,
  })),
);

/** The cheapest of `types` that meets the tier, by its price in `location`; `undefined` when none does. */
export function typeForTier(
  tier: Tier,
  types: readonly ServerType[],
  location: string,
): ServerType | undefined {
  const price = ({ prices }: ServerType): number =>
    Number(prices.find((each) => each.location === location)?.price_monthly.net ?? Infinity);
  return types
    .filter(({ cpu_type, cores, memory, architecture }) => {
      return (
        architecture === 'x86' && cpu_type === tier.cpuType && cores >= tier.vCpu && memory >= tier.ramGb
      );
    })
    .toSorted((a, b) => price(a) - price(b) || a.id - b.id)[0];
}
