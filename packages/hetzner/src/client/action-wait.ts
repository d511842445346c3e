/** One caller's wait for its actions: what is still open, and the ways in which it can end. */
import type { Action } from '../schema/index.js';
import type { CallContext } from './call.js';
import type { Clock } from './clock.js';
import { ActionFailedError, ActionMissingError, DeadlineError } from './errors.js';
import { allowManyListeners } from './signals.js';

export interface WaitOptions {
  /**
   * On whose behalf. A poll serves many at once: it has the highest priority among them, and counts for the
   * group and the `onCall` of the one whose action was due first. It asks nobody's `beforeCall`, since it
   * changes nothing.
   */
  readonly context: CallContext;
  /** For all actions together. The actions themselves go on. */
  readonly timeoutMs: number;
  /** Beside the context's own. */
  readonly signal?: AbortSignal;
}

export interface Waiter {
  readonly context: CallContext;
  /** Ids of those still running. */
  readonly open: ReadonlySet<number>;
  /** Takes the latest state of an action; ends the wait when it failed or was the last one. */
  observe(action: Action): void;
  /** The API does not know the action. */
  miss(actionId: number): void;
  fail(error: unknown): void;
}

/**
 * Resolves with the finished actions, in the order given, or rejects as soon as it can't any more.
 * `watch` is called once with what is to be polled, `unwatch` once when the wait has ended, however.
 */
export async function waitForActions(
  given: readonly (Action | number)[],
  { context, timeoutMs, signal }: WaitOptions,
  clock: Clock,
  watch: (waiter: Waiter) => void,
  unwatch: (waiter: Waiter) => void,
): Promise<Action[]> {
  const finished = new Map<number, Action>();
  const open = new Set<number>();
  for (const action of given) {
    if (typeof action === 'number') open.add(action);
    else if (action.status === 'error') throw new ActionFailedError(action);
    else if (action.status === 'running') open.add(action.id);
    else finished.set(action.id, action);
  }

  const signals = [context.signal, signal].filter((each) => each !== undefined);
  allowManyListeners(...signals);
  for (const each of signals) each.throwIfAborted();
  if (open.size > 0) {
    await new Promise<void>((resolve, reject) => {
      const ended = new AbortController();
      const end = (settle: () => void) => {
        if (ended.signal.aborted) return;
        ended.abort();
        unwatch(waiter);
        settle();
      };
      const waiter: Waiter = {
        context,
        open,
        observe(action) {
          if (action.status === 'error') return end(() => reject(new ActionFailedError(action)));
          if (action.status === 'running' || !open.delete(action.id)) return;
          finished.set(action.id, action);
          if (open.size === 0) end(resolve);
        },
        miss: (actionId) => end(() => reject(new ActionMissingError(actionId))),
        fail: (error) => end(() => reject(error)),
      };

      for (const each of signals) {
        each.addEventListener('abort', () => waiter.fail(each.reason), { signal: ended.signal });
      }
      clock.sleep(timeoutMs, ended.signal).then(
        () => waiter.fail(new DeadlineError(timeoutMs, [...open])),
        (error) => waiter.fail(error),
      );
      watch(waiter);
    });
  }
  return given.flatMap((action) => finished.get(typeof action === 'number' ? action : action.id) ?? []);
}
