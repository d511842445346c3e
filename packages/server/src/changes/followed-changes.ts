import {
  ConflictError,
  InvalidRequestError,
  changeKinds,
  mayEnter,
  requireTenant,
  type Change,
  type ChangeFeed,
  type ChangeKind,
  type OperatorCaller,
  type ToldChange,
} from '@seca-hetzner/domain';

/** What a subscription wants to hear; what is absent is no limit. */
export interface ChangeFilter {
  tenant?: string | null;
  workspace?: string | null;
  kinds?: readonly string[] | null;
  /** Of what changed, or of what it is about. */
  uids?: readonly string[] | null;
}

/** Who falls behind by so many is sent away, to come back with its last cursor. */
const MOST_WAITING = 10_000;

/** What a caller may and wants to hear. Throws `ForbiddenError` or `InvalidRequestError`, naming the argument. */
export function acceptedBy(caller: OperatorCaller, filter: ChangeFilter): (change: Change) => boolean {
  const { tenant, workspace } = filter;
  if (tenant) requireTenant(caller, tenant);
  const unknown = filter.kinds?.find((kind) => !changeKinds.includes(kind as ChangeKind));
  if (unknown !== undefined) {
    const message = `kinds: '${unknown}' is none of ${changeKinds.join(', ')}`;
    throw new InvalidRequestError(message, { faults: [{ pointer: '', parameter: 'kinds', message }] });
  }
  const kinds = filter.kinds && new Set(filter.kinds);
  const uids = filter.uids && new Set(filter.uids);
  return (change) =>
    (change.tenant === undefined ? caller.tenant === undefined : mayEnter(caller, change.tenant)) &&
    (!tenant || change.tenant === tenant) &&
    (!workspace ||
      change.workspace === workspace ||
      (change.kind === 'workspace' && change.name === workspace)) &&
    (!kinds || kinds.has(change.kind)) &&
    (!uids || uids.has(change.uid) || uids.has(change.about));
}

/**
 * The changes in the form in which a subscription takes them; fails when its reader falls behind. Throws
 * `InvalidRequestError` for a cursor that cannot be gone on from.
 */
export async function followedChanges(
  feed: ChangeFeed,
  accepts: (change: Change) => boolean,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<ToldChange>> {
  const waiting: ToldChange[] = [];
  const reading = { isStopped: false };
  let wake = (): void => {};
  const leave = await feed.follow({
    accepts,
    after: after ?? undefined,
    hear(changes) {
      waiting.push(...changes);
      wake();
    },
  });
  const stop = (): void => {
    reading.isStopped = true;
    leave();
    wake();
  };
  // Not a generator: that cannot be ended while somebody waits for its next value.
  const iterator: AsyncIterableIterator<ToldChange> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      while (!reading.isStopped) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        if (waiting.length > MOST_WAITING) {
          stop();
          throw new ConflictError('changes come faster than they are taken; go on after the last cursor');
        }
        const value = waiting.shift();
        if (value) return { done: false, value };
        await woken;
      }
      return { done: true, value: undefined };
    },
    async return() {
      stop();
      return { done: true, value: undefined };
    },
  };
  return iterator;
}
