/** The API's words, as people say them, and how good each of them is. */
import type { Tone } from '../ui/tone.js';
import type { HopState, ResourceState } from './generated/graphql.js';

interface Said {
  tone: Tone;
  word: string;
}

const RESOURCE_STATES: Readonly<Record<ResourceState, Said>> = {
  pending: { tone: 'waiting', word: 'Pending' },
  creating: { tone: 'waiting', word: 'Creating' },
  active: { tone: 'ok', word: 'Active' },
  updating: { tone: 'waiting', word: 'Updating' },
  deleting: { tone: 'waiting', word: 'Deleting' },
  error: { tone: 'broken', word: 'Error' },
};

const HOP_STATES: Readonly<Record<HopState, Said>> = {
  ok: { tone: 'ok', word: 'OK' },
  assumed: { tone: 'assumed', word: 'Assumed' },
  waiting: { tone: 'waiting', word: 'Waiting' },
  broken: { tone: 'broken', word: 'Broken' },
  unknown: { tone: 'unknown', word: 'Not known' },
};

const CONNECTION_STATES: Readonly<Record<string, Said>> = {
  connecting: { tone: 'waiting', word: 'Connecting' },
  connected: { tone: 'ok', word: 'Connected' },
  degraded: { tone: 'waiting', word: 'Degraded' },
  error: { tone: 'broken', word: 'Error' },
};

const RUN_OUTCOMES: Readonly<Record<string, Said>> = {
  done: { tone: 'ok', word: 'Done' },
  waiting: { tone: 'waiting', word: 'Waiting' },
  failed: { tone: 'waiting', word: 'Failed, tried again' },
  stuck: { tone: 'broken', word: 'Stuck, needs a person' },
  released: { tone: 'waiting', word: 'Handed on' },
};

export const sayState = (state: ResourceState): Said => RESOURCE_STATES[state];
export const sayHop = (state: HopState): Said => HOP_STATES[state];
export const sayConnection = (status: string): Said => said(CONNECTION_STATES, status);
export const sayOutcome = (outcome: string): Said => said(RUN_OUTCOMES, outcome);

/** A word that this console does not know yet is shown as it came. */
function said(words: Readonly<Record<string, Said>>, word: string): Said {
  return words[word] ?? { tone: 'unknown', word };
}

/** `read`, `action 42` or `declared`: how something was learnt. */
export function sayEvidence(evidence: string | null): string {
  if (evidence === null) return 'not looked at yet';
  if (evidence === 'read') return 'read from Hetzner';
  if (evidence === 'heartbeat') return 'reported by the NAT VM';
  if (evidence === 'counters') return 'counted by the NAT VM, asked just now';
  if (evidence === 'declared') return 'declared, not observed';
  return evidence;
}
