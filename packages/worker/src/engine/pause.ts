import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 1_000;

/**
 * The second between two looks at the schedule. Of the wall clock at any scale: each look costs the database something,
 * and it gets no faster by a clock that does.
 */
export async function pauseBetweenLooks(stopping: AbortSignal): Promise<void> {
  await delay(PAUSE_MS, undefined, { signal: stopping }).catch(() => undefined);
}
