import type { Binding, Drift } from '@seca-hetzner/domain';
import type { EgressCode } from './codes.js';

/**
 * `ok`: seen. `assumed`: everything speaks for it, nobody has reported it. `waiting`: on its way. `broken`: it
 * stands in the way. `unknown`: nobody has looked, or could.
 */
export type HopState = 'ok' | 'assumed' | 'waiting' | 'broken' | 'unknown';

export type HopName =
  | 'instance'
  | 'guest-bootstrap'
  | 'nic'
  | 'subnet'
  | 'route-table'
  | 'route'
  | 'nat-vm'
  | 'gateway-configuration'
  | 'forwarding'
  | 'public-ip';

/** One hop of the way from an instance to the internet: what is known of it, how, and from when. */
export interface Hop {
  name: HopName;
  state: HopState;
  /** What is known, as a sentence for people. */
  message: string;
  /** Why it is not `ok`, from a closed list; absent when it is. */
  code?: EgressCode;
  /** How it was learnt: `read`, `action <id>`, `heartbeat`, `counters`, or `declared`. */
  evidence: string;
  observedAt: Date | undefined;
}

/** A hop before it says how it was learnt. */
export type Finding = Pick<Hop, 'state' | 'message' | 'code'>;

/** Learnt by looking at an object at Hetzner. */
export function seen(name: HopName, binding: Binding | undefined, finding: Finding): Hop {
  return {
    name,
    ...withDrift(finding, binding?.drift),
    evidence: binding?.evidence ?? 'declared',
    observedAt: binding?.observedAt ?? undefined,
  };
}

/** What is not as it should be, and was changed by somebody else, says so and since when. */
function withDrift(finding: Finding, drift: Drift | null | undefined): Finding {
  if (!drift || finding.state === 'ok') return finding;
  // A condition that is about the drift says nothing besides.
  const isSaid = drift.found.every((each) => finding.message.includes(each));
  const notOurs = `Not our doing, seen since ${drift.since}: ${drift.found.join(', ')}.`;
  const message = isSaid ? notOurs : `${finding.message} ${notOurs}`;
  return drift.isLeft ? { state: 'broken', code: 'DRIFT_LEFT', message } : { ...finding, message };
}

/** Known from what was asked for and done here alone. */
export function declared(name: HopName, finding: Finding): Hop {
  return { name, ...finding, evidence: 'declared', observedAt: undefined };
}

/** What a condition's message says, as a sentence. */
export function sentence(message: string): string {
  const text = message.replace(/^Waiting: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
