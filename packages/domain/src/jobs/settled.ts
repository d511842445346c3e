import type { Clock } from '../runtime/clock.js';
import type { Jobs } from './jobs.js';

/** How often the database is asked while no notice comes: the fallback for a lost one. */
const LOOK_AGAIN_MS = 1_000;

export interface WaitOptions {
  /** Instead of every second, where many wait at the same time. */
  lookAgainMs?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
}

/**
 * Waits until `isSettled` says so, at most `timeoutMs`; it is asked at once, after each notice about `uid`, which is a
 * resource's uid or a connection's id, and
 * now and then. Resolves either way: the caller reads what is true.
 */
export async function waitUntilSettled(
  jobs: Jobs,
  clock: Clock,
  uid: string,
  timeoutMs: number,
  isSettled: () => Promise<boolean>,
  { lookAgainMs = LOOK_AGAIN_MS, signal }: WaitOptions = {},
): Promise<void> {
  let notify = (): void => {};
  const stopListening = jobs.listen((notice) => {
    if ((notice.type === 'resource' ? notice.uid : notice.id) === uid) notify();
  });
  const end = (): void => notify();
  signal?.addEventListener('abort', end);
  try {
    const deadline = clock.after(timeoutMs);
    for (;;) {
      // Made before the look, so that a notice that comes during it is not missed.
      const notified = new Promise<void>((resolve) => {
        notify = resolve;
      });
      if (signal?.aborted || (await isSettled())) return;
      const remainingMs = deadline.getTime() - clock.now().getTime();
      if (remainingMs <= 0 || signal?.aborted) return;
      const woken = new AbortController();
      const pause = clock.sleep(Math.min(lookAgainMs, remainingMs), woken.signal).catch(() => undefined);
      await Promise.race([notified, pause]);
      woken.abort();
    }
  } finally {
    stopListening();
    signal?.removeEventListener('abort', end);
  }
}
