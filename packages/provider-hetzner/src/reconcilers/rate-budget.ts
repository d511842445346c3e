import { correctBudget, takeCalls, type Domain } from '@seca-hetzner/domain';
import type { CallBudget, CallPriority } from '@seca-hetzner/hetzner';
import { NoCallFreeError } from './failures.js';

/** How many calls are fetched from the database at a time. */
const CHUNK = 10;

/** Calls of the hour's budget that a priority leaves to those above it. */
const RESERVE: Readonly<Record<CallPriority, number>> = { repair: 0, normal: 180, background: 720 };

/** Calls in hand that were not made by then are given up: the project's own count has been refilled meanwhile. */
const KEEP_MS = 5_000;

/** How long to wait before asking again for calls when none are free; one call is refilled per second. */
const REFILL_WAIT_MS = 1_000;

/** From the first served to the last. */
const PRIORITIES = ['repair', 'normal', 'background'] as const satisfies readonly CallPriority[];

interface Waiter {
  priority: CallPriority;
  group: string;
  grant(): void;
}

export interface RateBudget extends CallBudget {
  /**
   * Asked before a run begins. Rejects with `NoCallFreeError` where the run would only stand in the way of others: when no
   * call is free and runs of the same workspace wait for one already, or when it has the lowest priority.
   */
  admit(request: { priority: CallPriority; group: string }): Promise<void>;
}

/**
 * The calls that this process may make with one project. They come from the budget in the database in small
 * chunks, so that workers share it, and go to the workspaces in turn. Deletes and gateway repair go first.
 */
export function createRateBudget(domain: Domain, connectionId: string): RateBudget {
  const { dataSource, clock, logger } = domain;
  const waiting: Waiter[] = [];
  const inHand: Record<CallPriority, number> = { repair: 0, normal: 0, background: 0 };
  const isDry: Record<CallPriority, boolean> = { repair: false, normal: false, background: false };
  let keptUntilMs = 0;
  let lastGroup = '';
  let isFetching = false;

  function serve(): void {
    for (let best = highestOf(waiting); best !== undefined; best = highestOf(waiting)) {
      if (!spend(best)) {
        void fetch();
        return;
      }
      takeNext(best).grant();
    }
  }

  /** Calls fetched for a priority serve it and those above it, never those below: they would eat into the reserve. */
  function spend(priority: CallPriority): boolean {
    if (clock.now().getTime() > keptUntilMs) giveUpWhatIsInHand();
    const source = PRIORITIES.slice(PRIORITIES.indexOf(priority)).find((each) => inHand[each] > 0);
    if (source === undefined) return false;
    inHand[source] -= 1;
    return true;
  }

  /** Among the waiters of the priority, the group that comes after the one served last. */
  function takeNext(priority: CallPriority): Waiter {
    const candidates = waiting.filter((waiter) => waiter.priority === priority);
    const groups = [...new Set(candidates.map((waiter) => waiter.group))].toSorted();
    const group = groups.find((each) => each > lastGroup) ?? groups[0];
    const next = candidates.find((waiter) => waiter.group === group) as Waiter;
    waiting.splice(waiting.indexOf(next), 1);
    lastGroup = next.group;
    return next;
  }

  function giveUpWhatIsInHand(): void {
    for (const priority of PRIORITIES) inHand[priority] = 0;
  }

  async function take(priority: CallPriority): Promise<number> {
    const taken = await takeCalls(dataSource, connectionId, CHUNK, RESERVE[priority]);
    isDry[priority] = taken === 0;
    if (taken > 0) keptUntilMs = clock.now().getTime() + KEEP_MS;
    inHand[priority] += taken;
    return taken;
  }

  async function fetch(): Promise<void> {
    if (isFetching) return;
    isFetching = true;
    try {
      const best = highestOf(waiting) ?? 'background';
      if ((await take(best)) === 0) await clock.sleep(REFILL_WAIT_MS);
    } catch (error) {
      logger.warn({ error, connectionId }, 'rate budget not available');
      await clock.sleep(REFILL_WAIT_MS);
    } finally {
      isFetching = false;
    }
    serve();
  }

  return {
    async admit({ priority, group }) {
      const isBehindOthers = waiting.some((each) => each.priority === priority && each.group === group);
      const isFree =
        priority === 'background'
          ? inHand.background > 0 || (await take('background')) > 0
          : !(isBehindOthers && isDry[priority]);
      if (!isFree) throw new NoCallFreeError();
    },
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
      // What is in hand was taken while there was more.
      for (const priority of PRIORITIES) if (remaining < RESERVE[priority]) inHand[priority] = 0;
      void correct({ limit, remaining });
    },
    exhausted() {
      giveUpWhatIsInHand();
      void correct({ limit: undefined, remaining: 0 });
    },
  };

  async function correct(reported: { limit: number | undefined; remaining: number }): Promise<void> {
    try {
      await correctBudget(dataSource, connectionId, reported, sum(Object.values(inHand)));
    } catch (error) {
      logger.warn({ error, connectionId }, 'rate budget not corrected');
    }
  }
}

function highestOf(waiting: readonly Waiter[]): CallPriority | undefined {
  return PRIORITIES.find((priority) => waiting.some((waiter) => waiter.priority === priority));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
