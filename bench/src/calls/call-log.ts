import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoints, Stack } from '@seca-hetzner/scripts';

/** A call to Hetzner, as the simulator has logged it. */
interface Call {
  seq: number;
  /** The path as in Hetzner's description, `/networks/{id}`. */
  template: string;
  /** As it was called, with its query. */
  path: string;
  isWrite: boolean;
}

/** Calls by what they cost: polls of actions are batched and depend on how long Hetzner takes. */
export interface CallCount {
  calls: number;
  writes: number;
  polls: number;
}

const QUIET_MS = 2_000;
/** The looks at the mark of a project and at its ways out are lists by role. */
const BY_THE_CLOCK = /label_selector=[^&]*seca\.role/;

/** Counts the calls of a stack to its simulated Hetzner. */
export class CallLog {
  readonly #url: string;
  #lastSeq = 0;

  constructor({ control, endpoints }: Pick<Stack, 'control'> & { endpoints: Endpoints }) {
    this.#url = `${control}/calls?project=${endpoints.hcloudToken}`;
  }

  /** What was called since the last count, once nothing more is called for a while. */
  async count(): Promise<CallCount> {
    const calls: Call[] = [];
    for (let fresh = 1; fresh > 0;) {
      await delay(QUIET_MS);
      const more = await this.#newCalls();
      calls.push(...more);
      fresh = more.length;
    }
    const polls = calls.filter(({ template }) => template === '/actions').length;
    return { calls: calls.length - polls, writes: calls.filter(({ isWrite }) => isWrite).length, polls };
  }

  /** Besides those that come by the clock, whatever is asked for. */
  async #newCalls(): Promise<Call[]> {
    const response = await fetch(`${this.#url}&since=${this.#lastSeq}`);
    const { calls } = (await response.json()) as { calls: Call[] };
    const fresh = calls.filter(({ seq }) => seq > this.#lastSeq);
    this.#lastSeq = fresh.at(-1)?.seq ?? this.#lastSeq;
    return fresh.filter(({ path }) => !BY_THE_CLOCK.test(path));
  }
}
