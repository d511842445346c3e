/**
 * Waits for actions, for all runs of one connection together: what anybody waits for is read in one
 * `GET /actions?id=…&id=…`, since the rate limit counts calls and not ids.
 */
import type { Action } from '../schema/index.js';
import { pollDelayMs } from './action-pace.js';
import { waitForActions, type Waiter, type WaitOptions } from './action-wait.js';
import { actionsOf, MAX_ACTIONS_PER_LIST } from './actions.js';
import type { CallContext, CallPriority } from './call.js';
import { type Clock, wallClock } from './clock.js';
import type { HetznerTransport } from './transport.js';

export interface ActionPoller {
  /**
   * Waits until all actions are done and returns them, in the order given. Those that are finished already
   * are not read again; a bare id is read at once.
   *
   * Rejects with `ActionFailedError` as soon as one has failed, `ActionMissingError` when the API does not
   * know one, `DeadlineError` after `timeoutMs`, the reason of an aborted signal, and what a poll that the
   * transport gave up on rejected with. Source: API description, "Actions".
   */
  wait(actions: readonly (Action | number)[], options: WaitOptions): Promise<Action[]>;
}

/** An action that somebody waits for. */
interface Watched {
  readonly id: number;
  readonly firstSeenAtMs: number;
  dueAtMs: number;
  /** Read at this moment; `undefined` between polls. */
  poll: AbortController | undefined;
  readonly waiters: Set<Waiter>;
}

export function createActionPoller(
  transport: HetznerTransport,
  { clock = wallClock }: { readonly clock?: Clock } = {},
): ActionPoller {
  const watched = new Map<number, Watched>();
  let alarm: AbortController | undefined;

  function watch(waiter: Waiter, progressById: ReadonlyMap<number, number>): void {
    for (const id of waiter.open) {
      const known = watched.get(id);
      if (known) known.waiters.add(waiter);
      else watched.set(id, newlyWatched(id, waiter, progressById.get(id)));
    }
    setAlarm();
  }

  function newlyWatched(id: number, waiter: Waiter, progress: number | undefined): Watched {
    const nowMs = clock.now().getTime();
    // A bare id may be an old action that has long been done.
    const delayMs = progress === undefined ? 0 : delayOf(0, progress);
    return {
      id,
      firstSeenAtMs: nowMs,
      dueAtMs: nowMs + delayMs,
      poll: undefined,
      waiters: new Set([waiter]),
    };
  }

  function unwatch(waiter: Waiter): void {
    const polls = new Set<AbortController>();
    for (const each of watched.values()) {
      if (!each.waiters.delete(waiter) || each.waiters.size > 0) continue;
      watched.delete(each.id);
      if (each.poll) polls.add(each.poll);
    }
    const stillWanted = new Set([...watched.values()].map(({ poll }) => poll));
    for (const poll of polls) if (!stillWanted.has(poll)) poll.abort();
    setAlarm();
  }

  /** Sets the one timer to the action that is due first. */
  function setAlarm(): void {
    alarm?.abort();
    alarm = undefined;
    const dueAtMs = Math.min(...idle().map((each) => each.dueAtMs));
    if (dueAtMs === Infinity) return;
    alarm = new AbortController();
    const waitMs = Math.max(0, dueAtMs - clock.now().getTime());
    clock.sleep(waitMs, alarm.signal).then(
      () => pollThoseDue(dueAtMs),
      () => undefined,
    );
  }

  function idle(): Watched[] {
    return [...watched.values()].filter(({ poll }) => poll === undefined);
  }

  /** Those due, and in the room that is left in the last call, those due next: they cost nothing there. */
  function pollThoseDue(dueAtMs: number): void {
    const queue = idle().toSorted((one, other) => one.dueAtMs - other.dueAtMs);
    const dueCount = queue.filter((each) => each.dueAtMs <= dueAtMs).length;
    for (let start = 0; start < dueCount; start += MAX_ACTIONS_PER_LIST) {
      void readAll(queue.slice(start, start + MAX_ACTIONS_PER_LIST));
    }
    setAlarm();
  }

  /** Never rejects: a failure is told to those who wait. */
  async function readAll(batch: readonly Watched[]): Promise<void> {
    const current = new AbortController();
    for (const each of batch) each.poll = current;
    try {
      const context = sharedContext(batch, current.signal);
      const actions = await actionsOf((request) => transport.call(request, context)).list(
        batch.map(({ id }) => id),
      );
      const byId = new Map(actions.map((action) => [action.id, action]));
      for (const each of batch) tell(each, byId.get(each.id));
    } catch (error) {
      for (const each of batch) for (const waiter of each.waiters) waiter.fail(error);
    }
    for (const each of batch) each.poll = undefined;
    setAlarm();
  }

  function tell(each: Watched, action: Action | undefined): void {
    if (action) {
      const nowMs = clock.now().getTime();
      each.dueAtMs = nowMs + delayOf(nowMs - each.firstSeenAtMs, action.progress);
    }
    for (const waiter of each.waiters) {
      if (action) waiter.observe(action);
      else waiter.miss(each.id);
    }
    if (action?.status !== 'running') forget(each);
  }

  /** What is watched under its id by now may be another one, of somebody who came during the poll. */
  function forget(each: Watched): void {
    if (watched.get(each.id) === each) watched.delete(each.id);
  }

  function delayOf(ageMs: number, progress: number): number {
    return pollDelayMs({ ageMs, progress, rateLimitShareLeft: transport.rateLimitShareLeft() });
  }

  return {
    wait: (actions, options) => {
      const progressById = progressOf(actions);
      return waitForActions(actions, options, clock, (waiter) => watch(waiter, progressById), unwatch);
    },
  };
}

function progressOf(actions: readonly (Action | number)[]): ReadonlyMap<number, number> {
  const known = actions.filter((action) => typeof action !== 'number');
  return new Map(known.map(({ id, progress }) => [id, progress]));
}

const PRIORITIES: readonly CallPriority[] = ['repair', 'normal', 'background'];

function sharedContext(batch: readonly Watched[], signal: AbortSignal): CallContext {
  const contexts = batch.flatMap(({ waiters }) => [...waiters].map(({ context }) => context));
  const [first] = contexts;
  if (!first) throw new Error('polled actions that nobody waits for');
  const { group, onCall } = first;
  const asked = new Set(contexts.map(({ priority }) => priority));
  const priority = PRIORITIES.find((each) => asked.has(each)) ?? first.priority;
  return { priority, group, signal, ...(onCall && { onCall }) };
}
