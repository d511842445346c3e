import { setTimeout as delay } from 'node:timers/promises';

/** Where every duration of the control plane comes from, so that tests can run faster than the wall clock. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** The instant `ms` milliseconds of this clock from now. */
  after(ms: number): Date;
  /** How long `ms` milliseconds of this clock are on any other, such as the database's. */
  span(ms: number): number;
}

/**
 * The wall clock; `scale` shortens durations, never instants: at 10, a wait of 1,000 ms takes 100 ms.
 */
export function systemClock(scale = 1): Clock {
  return {
    now: () => new Date(),
    after: (ms) => new Date(Date.now() + ms / scale),
    span: (ms) => ms / scale,
    async sleep(ms, signal) {
      try {
        await delay(ms / scale, undefined, signal ? { signal } : {});
      } catch (cause) {
        throw signal?.reason ?? cause;
      }
    },
  };
}
