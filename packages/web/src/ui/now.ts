import { useSyncExternalStore } from 'react';

const EVERY_MS = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, EVERY_MS);
    now = Date.now();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/**
 * What `of` says of the time in ms, by one clock that ticks each second for whoever shows an age. A tick that makes it
 * say nothing else draws nothing anew.
 */
export function useAsOfNow<T extends string | number | boolean>(of: (now: number) => T): T {
  return useSyncExternalStore(watch, () => of(now));
}
