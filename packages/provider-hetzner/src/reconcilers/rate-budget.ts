import { correctBudget, takeCalls, type Domain } from '@seca-hetzner/domain';
import type { CallBudget, CallPriority } from '@seca-hetzner/hetzner';

/** How many calls are fetched from the database at a time. */
const CHUNK = 10;

/** Calls of the hour's budget that a priority leaves to those above it. */
const RESERVE: Readonly<Record<CallPriority, number>> = { repair: 0, normal: 180, background: 720 };

/** How long to wait before asking again for calls when none are free; one call is refilled per second. */
const REFILL_WAIT_MS = 1_000;

interface Waiter {
  priority: CallPriority;
  group: string;
  grant(): void;
}

/**
 * The calls that this process may make with one project. They come from the budget in the database in small
 * chunks, so that workers share it, and go to the workspaces in turn. Deletes and gateway repair go first.
 */
export function createRateBudget(domain: Domain, connectionId: string): CallBudget {
  const { dataSource, clock, logger } = domain;
  const waiting: Waiter[] = [];
  let inHand = 0;
  let lastGroup = '';
  let isFetching = false;

  function serve(): void {
    while (inHand > 0) {
      const next = takeNext();
      if (!next) return;
      inHand -= 1;
      next.grant();
    }
    if (waiting.length > 0) void fetch();
  }

  /** The highest priority first; within it the group that comes after the one served last. */
  function takeNext(): Waiter | undefined {
    const best = highestOf(waiting);
    const candidates = waiting.filter((waiter) => waiter.priority === best);
    const groups = [...new Set(candidates.map((waiter) => waiter.group))].toSorted();
    const group = groups.find((each) => each > lastGroup) ?? groups[0];
    const next = candidates.find((waiter) => waiter.group === group);
    if (!next) return undefined;
    waiting.splice(waiting.indexOf(next), 1);
    lastGroup = next.group;
    return next;
  }

  async function fetch(): Promise<void> {
    if (isFetching) return;
    isFetching = true;
    try {
      while (waiting.length > 0 && inHand === 0) {
        const reserve = RESERVE[highestOf(waiting) ?? 'background'];
        inHand = await takeCalls(dataSource, connectionId, CHUNK, reserve);
        if (inHand === 0) await clock.sleep(REFILL_WAIT_MS);
      }
    } catch (error) {
      logger.warn({ error, connectionId }, 'rate budget not available');
      await clock.sleep(REFILL_WAIT_MS);
    } finally {
      isFetching = false;
    }
    serve();
  }

  return {
    acquire({ priority, group, signal }) {
      return new Promise<void>((resolve, reject) => {
        const waiter: Waiter = { priority, group, grant: () => end(resolve) };
        const abort = (): void => {
          const place = waiting.indexOf(waiter);
          if (place >= 0) waiting.splice(place, 1);
          end(() => reject(signal?.reason as Error));
        };
        function end(settle: () => void): void {
          signal?.removeEventListener('abort', abort);
          settle();
        }
        signal?.addEventListener('abort', abort);
        waiting.push(waiter);
        serve();
      });
    },
    observe({ limit, remaining }) {
      void correct({ limit, remaining });
    },
    exhausted() {
      inHand = 0;
      void correct({ limit: undefined, remaining: 0 });
    },
  };

  async function correct(reported: { limit: number | undefined; remaining: number }): Promise<void> {
    try {
      await correctBudget(dataSource, connectionId, reported, inHand);
    } catch (error) {
      logger.warn({ error, connectionId }, 'rate budget not corrected');
    }
  }
}

function highestOf(waiting: readonly Waiter[]): CallPriority | undefined {
  return (['repair', 'normal', 'background'] as const).find((priority) =>
    waiting.some((waiter) => waiter.priority === priority),
  );
}
