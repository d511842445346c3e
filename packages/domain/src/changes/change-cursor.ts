import { InvalidRequestError } from '../errors.js';

/**
 * A place in the feed: the transactions that were visible at one moment, as `pg_current_snapshot()` writes them. A
 * number alone would not do, since transactions do not commit in the order of any sequence.
 */
export interface FeedPosition {
  snapshot: string;
  /** When that was, by the database's clock, in ms since 1970. */
  atMs: number;
}

const SHAPE = /^(\d{1,16})\.(\d{1,20}:\d{1,20}:(\d{1,20}(,\d{1,20})*)?)$/;

/** The position as clients get it. */
export function cursorOf({ snapshot, atMs }: FeedPosition): string {
  return Buffer.from(`${atMs}.${snapshot}`).toString('base64url');
}

/** Throws `InvalidRequestError` for what was never given out, naming the argument `after`. */
export function positionFromCursor(cursor: string): FeedPosition {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, snapshot] = SHAPE.exec(text) ?? [];
  if (at === undefined || snapshot === undefined || !isSnapshot(snapshot)) {
    throw badCursor(`'${cursor}' is not a cursor that a change has given`);
  }
  return { snapshot, atMs: Number(at) };
}

/** A cursor that cannot be gone on from. */
export function badCursor(message: string): InvalidRequestError {
  return new InvalidRequestError(`after: ${message}`, {
    faults: [{ pointer: '', parameter: 'after', message }],
  });
}

/** `xmin:xmax:` and the transactions between them that were still running, in order. */
function isSnapshot(text: string): boolean {
  const [first = '', last = '', running = ''] = text.split(':');
  const [xmin, xmax] = [BigInt(first), BigInt(last)];
  const between = running === '' ? [] : running.split(',').map(BigInt);
  return (
    xmin > 0n &&
    xmin <= xmax &&
    xmax < 2n ** 63n &&
    between.every((xid, index) => xid >= xmin && xid < xmax && xid > (between[index - 1] ?? 0n))
  );
}
