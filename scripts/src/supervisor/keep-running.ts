/** Starts again what ends by itself, after a pause that grows while it keeps ending. */
import { setTimeout as delay } from 'node:timers/promises';

/** Something that runs until it is stopped, or ends by itself. */
export interface Running {
  readonly exited: Promise<unknown>;
  stop(limitMs: number): Promise<void>;
}

export interface KeepRunningOptions<R extends Running> {
  name: string;
  /** Starts it again; a rejection counts as another end. */
  start: () => R | Promise<R>;
  report: (message: string) => void;
  firstPauseMs?: number;
  longestPauseMs?: number;
  /** Having run this long, its next end counts as the first. */
  steadyMs?: number;
}

/** Takes over something that has been started; `stop` ends it for good. */
export function keepRunning<R extends Running>(
  first: R,
  options: KeepRunningOptions<R>,
): Omit<Running, 'exited'> {
  const { name, start, report, firstPauseMs = 250, longestPauseMs = 10_000, steadyMs = 30_000 } = options;
  const stopping = new AbortController();
  let current: R | undefined = first;

  async function watch(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      const begin = performance.now();
      if (current) {
        await current.exited;
        current = undefined;
        if (stopping.signal.aborted) return;
        if (performance.now() - begin >= steadyMs) pauseMs = firstPauseMs;
        report(`${name} has ended by itself; it is started again in ${pauseMs / 1_000} s`);
      }
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (!stopping.signal.aborted) current = await tryStart();
    }
  }

  async function tryStart(): Promise<R | undefined> {
    try {
      return await start();
    } catch (error) {
      report(`${name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  const watching = watch();
  return {
    async stop(limitMs) {
      stopping.abort();
      await current?.stop(limitMs);
      await watching;
      // A start that was under way when the stop came.
      await current?.stop(limitMs);
    },
  };
}
