import { setMaxListeners } from 'node:events';

/** One signal ends many calls and waits at once; Node takes more than ten listeners for a leak. */
export function allowManyListeners(...signals: readonly (AbortSignal | undefined)[]): void {
  for (const signal of signals) if (signal) setMaxListeners(0, signal);
}
