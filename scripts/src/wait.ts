import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** How long to go on before giving up. */
  limitMs: number;
  /** Pause between two looks; 10 ms unless told. */
  everyMs?: number;
  /** Ends the wait early; the wait then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Looks again and again until `look` gives something; gives `undefined` when the limit passes first. */
export async function waitUntil<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  { limitMs, everyMs = 10, signal }: WaitOptions,
): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  for (;;) {
    signal?.throwIfAborted();
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() >= end) return undefined;
    await delay(everyMs);
  }
}

/** Gives `true` when `promise` settled within `limitMs`, `false` otherwise; never rejects. */
export async function settlesWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  let overdue: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    overdue = setTimeout(() => resolve(false), Math.max(0, limitMs));
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, limit]).finally(() => clearTimeout(overdue));
}
