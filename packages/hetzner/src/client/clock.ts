import { setTimeout as delay } from 'node:timers/promises';

/** Time as the client sees it: back-offs, polls and deadlines. Tests bring their own. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const wallClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (cause) {
      throw signal?.reason ?? cause;
    }
  },
};
