import { loadavg } from 'node:os';

/** How many processes wanted a core, on average over the last minute. */
export function machineLoad(): number {
  return Math.round(loadavg()[0] ?? 0);
}
