import type { AgentState } from '../../api/generated/graphql.js';
import type { Tone } from '../../ui/tone.js';

const STATES: Readonly<Record<AgentState, { tone: Tone; word: string }>> = {
  provisioning: { tone: 'waiting', word: 'Coming up' },
  active: { tone: 'ok', word: 'Forwarding' },
  draining: { tone: 'waiting', word: 'Drained' },
  unhealthy: { tone: 'broken', word: 'Unhealthy' },
};

export const sayAgent = (state: AgentState): { tone: Tone; word: string } => STATES[state];

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1.5 MB`: an amount of bytes, in thousands as networks are counted. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1_000 ** power;
  return `${power > 0 && amount < 100 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}

/** What the VM lets out against what it was told to. */
export function comparePrefixes(
  wanted: readonly string[],
  inForce: readonly string[],
): { prefix: string; isWanted: boolean; isInForce: boolean }[] {
  return [...new Set([...wanted, ...inForce])].toSorted().map((prefix) => ({
    prefix,
    isWanted: wanted.includes(prefix),
    isInForce: inForce.includes(prefix),
  }));
}
