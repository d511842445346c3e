const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/**
 * How long to wait after the given number of failed runs in a row: doubling from one second to five minutes,
 * the upper half left to chance, so that units that failed together do not come back together.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return ceiling / 2 + (ceiling / 2) * random();
}
