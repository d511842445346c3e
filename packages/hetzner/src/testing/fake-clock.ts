import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../client/clock.js';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  /** Every duration that was slept, in the order asked for. */
  readonly slept: number[] = [];
  #nowMs = Date.parse('2026-08-01T00:00:00Z');
  #alarms: Alarm[] = [];

  now(): Date {
    return new Date(this.#nowMs);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      const alarm = { atMs: this.#nowMs + ms, ring: resolve };
      const cancel = () => {
        this.#alarms = this.#alarms.filter((each) => each !== alarm);
        reject(signal?.reason);
      };
      if (signal?.aborted) return cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      this.#alarms.push(alarm);
    });
  }

  /** Sleepers that have not woken yet. */
  get sleeping(): number {
    return this.#alarms.length;
  }

  /** Moves on by `ms`, waking each sleeper at its own time and letting it do all it can before the next. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await turn();
    for (let next = this.#earliest(endMs); next; next = this.#earliest(endMs)) {
      const alarm = next;
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
      this.#nowMs = alarm.atMs;
      alarm.ring();
      await turn();
    }
    this.#nowMs = endMs;
  }

  #earliest(endMs: number): Alarm | undefined {
    return this.#alarms
      .filter(({ atMs }) => atMs <= endMs)
      .toSorted((one, other) => one.atMs - other.atMs)[0];
  }
}

/** A clock on which every wait is over at once; `slept` tells how long it would have been. */
export class HastyClock implements Clock {
  readonly slept: number[] = [];
  #nowMs = Date.parse('2026-08-01T00:00:00Z');

  now(): Date {
    return new Date(this.#nowMs);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#nowMs += ms;
  }
}
