import type { Logger } from './logger.js';

const LOG_TIME_MS = 100;

/** Stops one part of a process; must settle within the time the process is given to end. */
export type Closer = () => Promise<void> | void;

export interface Shutdown {
  /** Aborted as soon as the process is asked to end; long waits listen to it. */
  readonly signal: AbortSignal;
  readonly isStopping: boolean;
  /** Registers a part; parts are closed in the reverse of this order, so that what came last goes first. */
  add(name: string, close: Closer): void;
  /** Closes every part, then ends the process. Called by the signals; safe to call twice. */
  stop(reason: string): Promise<void>;
}

/**
 * Ends a process in an orderly way on SIGTERM, SIGINT, or, under a supervisor (`PARENT_WATCH`), when the
 * supervisor is gone. What is not closed within `timeoutMs` is left to the operating system.
 */
export function createShutdown(
  logger: Logger,
  timeoutMs: number,
  exit: (code: number) => void = exitProcess,
): Shutdown {
  const parts: { name: string; close: Closer }[] = [];
  const controller = new AbortController();
  let stopping: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (const part of parts.toReversed()) {
      try {
        await part.close();
      } catch (error) {
        logger.error({ error, part: part.name }, 'part did not close');
      }
    }
  }

  function stop(reason: string): Promise<void> {
    stopping ??= (async () => {
      logger.info({ reason }, 'stopping');
      controller.abort(new Error('the process is stopping'));
      const overdue = setTimeout(() => {
        logger.warn({ timeoutMs }, 'stopped before every part was closed');
        exit(1);
      }, timeoutMs);
      await closeAll();
      clearTimeout(overdue);
      logger.info('stopped');
      exit(0);
    })();
    return stopping;
  }

  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name));
  if (process.env['PARENT_WATCH'] === '1') process.once('disconnect', () => void stop('parent gone'));

  return {
    signal: controller.signal,
    get isStopping() {
      return stopping !== undefined;
    },
    add: (name, close) => void parts.push({ name, close }),
    stop,
  };
}

/** Node may hang while it exits (nodejs/node#54918); with its supervisor gone, nobody would end it. */
function exitProcess(code: number): void {
  const isOrphan = process.env['PARENT_WATCH'] === '1' && !process.connected;
  if (!isOrphan) process.exit(code);
  // The log is written meanwhile.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LOG_TIME_MS);
}
