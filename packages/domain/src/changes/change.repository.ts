import type { EntityManager } from 'typeorm';
import { badCursor, type FeedPosition } from './change-cursor.js';
import type { Change } from './change.js';

/** How long a cursor can be gone on from. */
const CURSOR_LIFETIME_MS = 3_600_000;

/** More than any transaction of ours takes beyond that, so that nothing is removed that a cursor may still ask for. */
const KEPT_FOR = '2 hours';

/** Whoever missed more than this reads everything again sooner than all of these. */
const MOST_MISSED = 5_000;

/** What was committed between two positions. */
export interface FeedPart {
  /** Of several changes of one thing only the last. */
  changes: Change[];
  position: FeedPosition;
}

type Row = { snapshot: string; at_ms: string; xmax: string } & (
  | { id: null }
  | (Omit<Change, 'tenant' | 'isGone'> & { id: string; tenant: string | null; is_gone: boolean })
);

/** Where the feed is now. */
export async function currentPosition(manager: EntityManager): Promise<FeedPosition> {
  const [row]: { snapshot: string; at_ms: string }[] = await manager.query(
    `SELECT pg_current_snapshot()::text AS snapshot,
            floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS at_ms`,
  );
  if (!row) throw new Error('a select of values gives a row');
  return { snapshot: row.snapshot, atMs: Number(row.at_ms) };
}

/**
 * Everything that is visible now and was not at `after`. Both ends are snapshots, so that a transaction is told once
 * whenever it commits, however long it ran and whatever was told meanwhile.
 */
export async function readChanges(manager: EntityManager, after: FeedPosition): Promise<FeedPart> {
  return partFromRows(await read(manager, after, undefined));
}

/** The same for a position that came from outside. Throws `InvalidRequestError` when it cannot be gone on from. */
export async function readMissedChanges(manager: EntityManager, after: FeedPosition): Promise<FeedPart> {
  const rows = await read(manager, after, MOST_MISSED + 1);
  const part = partFromRows(rows);
  const isForeign = BigInt(after.snapshot.split(':')[1] ?? 0) > BigInt(rows[0]?.xmax ?? 0);
  if (isForeign || after.atMs < part.position.atMs - CURSOR_LIFETIME_MS) {
    throw badCursor('what came after it is not kept any more; read everything again and go on without it');
  }
  if (rows.length > MOST_MISSED) {
    throw badCursor('too much came after it; read everything again and go on without it');
  }
  return part;
}

/** Removes what no cursor can ask for any more. */
export async function pruneChanges(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM change_event WHERE at < clock_timestamp() - $1::interval`, [KEPT_FOR]);
}

// Rows of transactions to come can only stem from another database, by a dump: they are nobody's news.
const READ = `
  SELECT here.snapshot, here.at_ms, here.xmax, event.*
    FROM (SELECT pg_current_snapshot()::text AS snapshot,
                 floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS at_ms,
                 pg_snapshot_xmax(pg_current_snapshot())::text AS xmax) AS here
    LEFT JOIN LATERAL (
      SELECT id, kind, uid, about, tenant, workspace, network, name, is_gone
        FROM change_event
       WHERE xid >= pg_snapshot_xmin($1::pg_snapshot)::text::bigint
         AND xid < here.xmax::bigint
         AND NOT pg_visible_in_snapshot(xid::text::xid8, $1::pg_snapshot)
       ORDER BY id
       LIMIT $2
    ) AS event ON true`;

async function read(manager: EntityManager, after: FeedPosition, limit: number | undefined): Promise<Row[]> {
  return manager.query(READ, [after.snapshot, limit ?? null]);
}

function partFromRows(rows: readonly Row[]): FeedPart {
  const [first] = rows;
  if (!first) throw new Error('the position is in every answer');
  const changes = new Map<string, Change>();
  for (const row of rows) {
    if (row.id === null) continue;
    const { kind, uid, about, tenant, workspace, network, name, is_gone: isGone } = row;
    const key = `${kind}/${uid}`;
    changes.delete(key);
    changes.set(key, { kind, uid, about, tenant: tenant ?? undefined, workspace, network, name, isGone });
  }
  return {
    changes: [...changes.values()],
    position: { snapshot: first.snapshot, atMs: Number(first.at_ms) },
  };
}
