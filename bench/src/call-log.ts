import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoints, Stack } from '@seca-hetzner/scripts';

/** A call to Hetzner, as the simulator has logged it. */
interface Call {
  seq: number;
  /** The path as in Hetzner's description, `/networks/{id}`. */
  template: string;
  isWrite: boolean;
}

/** Calls by what they cost: polls of actions are batched and depend on how long Hetzner takes. */
export interface CallCount {
  calls: number;
  writes: number;
  polls: number;
}

const QUIET_MS = 2_000;

/** Counts the calls of a stack to its simulated Hetzner. */
export class CallLog {
  readonly #url: string;
  #lastSeq = 0;

  constructor({ control, endpoints }: Pick<Stack, 'control'> & { endpoints: Endpoints }) {
    this.#url = `${control}/calls?project=${endpoints.hcloudToken}`;
  }

  /** Waits until nothing has been called for a while, and starts counting from there. */
  async settle(): Promise<void> {
    do {
      await this.count();
      await delay(QUIET_MS);
    } while ((await this.#newCalls()).length > 0);
  }

  /** What was called since the last count. */
  async count(): Promise<CallCount> {
    const calls = await this.#newCalls();
    const polls = calls.filter(({ template }) => template === '/actions').length;
    return { calls: calls.length - polls, writes: calls.filter(({ isWrite }) => isWrite).length, polls };
  }

  async #newCalls(): Promise<Call[]> {
    const response = await fetch(`${this.#url}&since=${this.#lastSeq}`);
    const { calls } = (await response.json()) as { calls: Call[] };
    const fresh = calls.filter(({ seq }) => seq > this.#lastSeq);
    this.#lastSeq = fresh.at(-1)?.seq ?? this.#lastSeq;
    return fresh;
  }
}
