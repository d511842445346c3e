import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcess } from '@seca-hetzner/scripts';
import type { Cloud } from '../support/cloud.js';
import type { Chance } from './random.js';

/** The kinds of faults, each with what it hits; `locked` and `conflict` share one kind. */
const FAULTS: Readonly<Record<string, { share: number; rule: object }[]>> = {
  'reply lost': [{ share: 1, rule: { operation: '*', when: 'after', effect: { type: 'cut' } } }],
  'connection cut': [{ share: 1, rule: { operation: '*', effect: { type: 'cut' } } }],
  '5xx': [
    { share: 1 / 2, rule: { operation: '*', effect: { type: 'error', code: 'server_error' } } },
    { share: 1 / 2, rule: { operation: '*', effect: { type: 'error', status: 502 } } },
  ],
  'locked, conflict': ['POST *', 'PUT *', 'DELETE *'].flatMap((operation) => [
    { share: 1 / 2, rule: { operation, effect: { type: 'error', code: 'locked' } } },
    { share: 1 / 2, rule: { operation, effect: { type: 'error', code: 'conflict' } } },
  ]),
  'action fails': [
    { share: 1, rule: { operation: '*', effect: { type: 'action-error', code: 'action_failed' } } },
  ],
};

/** Each kind hits calls with the same probability, by the seed. */
export async function addFaults(cloud: Cloud, probability: number, seed: number): Promise<void> {
  let number = 0;
  for (const { share, rule } of Object.values(FAULTS).flat()) {
    number += 1;
    await cloud.addFault({ ...rule, probability: probability * share, seed: seed * 100 + number });
  }
}

/** So many workers, each of which is killed now and then and has a successor. */
export class Workers {
  kills = 0;
  /** How those ended that ended by themselves. */
  readonly ends: string[] = [];
  readonly #running = new Set<ChildProcess>();
  #isOver = false;

  constructor(private readonly startWorker: () => ChildProcess) {}

  start(count: number): void {
    for (let missing = count; missing > 0; missing -= 1) this.#startOne();
  }

  killOne(chance: Chance): void {
    const victim = chance.oneOf(this.#running);
    if (!victim) return;
    this.kills += 1;
    this.#running.delete(victim);
    process.kill(victim.pid, 'SIGKILL');
    this.#startOne();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#running].map((worker) => worker.stop(10_000)));
  }

  #startOne(): void {
    const worker = this.startWorker();
    this.#running.add(worker);
    void this.#replaceWhenEnded(worker);
  }

  /** As a service manager would. */
  async #replaceWhenEnded(worker: ChildProcess): Promise<void> {
    const { code, signal } = await worker.exited;
    if (this.#isOver || !this.#running.delete(worker)) return;
    this.ends.push(`with ${signal ?? `code ${code}`}: ${worker.lastLines().at(-1) ?? ''}`);
    await delay(1_000);
    if (!this.#isOver) this.#startOne();
  }
}
