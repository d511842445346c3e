/** How long each kind of work takes, as a range in milliseconds of the simulator's clock. */
type Range = readonly [minimumMs: number, maximumMs: number];

/**
 * `real` follows what was seen at Hetzner where that is known: create 10 to 30 s, attach 2 to 5 s, routes
 * about 1 s. The others are estimates. `fast` keeps the order of things and ends each action within 2 s.
 */
const RANGES = {
  'create-server': { fast: [800, 1_500], real: [10_000, 30_000] },
  'start-server': { fast: [300, 600], real: [3_000, 6_000] },
  'stop-server': { fast: [200, 400], real: [2_000, 4_000] },
  'send-acpi': { fast: [100, 150], real: [300, 900] },
  'guest-shutdown': { fast: [300, 600], real: [4_000, 8_000] },
  'reset-server': { fast: [300, 600], real: [3_000, 6_000] },
  'delete-server': { fast: [300, 600], real: [2_000, 6_000] },
  'rebuild-server': { fast: [800, 1_500], real: [15_000, 40_000] },
  'change-server-type': { fast: [800, 1_500], real: [20_000, 60_000] },
  'create-image': { fast: [1_000, 2_000], real: [30_000, 90_000] },
  // What the guest does by itself: its programs start; its gateway script, which looks every 5 s, loads the rules again.
  'boot-guest': { fast: [300, 600], real: [12_000, 25_000] },
  'heal-rules': { fast: [5_000, 6_000], real: [5_000, 6_000] },
  'settle-new-server': { fast: [100, 100], real: [1_000, 2_000] },
  'change-server': { fast: [100, 200], real: [500, 1_500] },
  'attach-network': { fast: [200, 500], real: [2_000, 5_000] },
  'detach-network': { fast: [200, 400], real: [2_000, 4_000] },
  'change-network': { fast: [100, 300], real: [700, 2_000] },
  'create-volume': { fast: [200, 400], real: [1_000, 3_000] },
  'attach-volume': { fast: [200, 500], real: [2_000, 5_000] },
  'change-volume': { fast: [100, 300], real: [1_000, 2_000] },
  'change-primary-ip': { fast: [100, 300], real: [1_000, 3_000] },
  'change-firewall': { fast: [100, 200], real: [300, 1_000] },
  'follow-labels': { fast: [200, 400], real: [1_000, 4_000] },
} as const satisfies Record<string, { fast: Range; real: Range }>;

export type Work = keyof typeof RANGES;
export type DurationProfile = 'fast' | 'real';

/** Gives the duration of a piece of work; the same action id always gives the same. */
export type Durations = (work: Work, actionId: number) => number;

export function durationsOf(profile: DurationProfile): Durations {
  return (work, actionId) => {
    const [minimumMs, maximumMs] = RANGES[work][profile];
    return Math.round(minimumMs + fractionOf(actionId) * (maximumMs - minimumMs));
  };
}

/** Spreads consecutive ids evenly over [0, 1) by the golden ratio. */
function fractionOf(id: number): number {
  return ((id % 1_000_003) * 0.618_033_988_75) % 1;
}
