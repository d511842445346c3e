import type { EntityManager } from 'typeorm';
import type { Unit } from './units.js';

/** Makes units due now. Rows are touched in the order of their uid, so that two writers never wait in a circle. */
export async function makeDue(manager: EntityManager, units: readonly Unit[]): Promise<void> {
  const connections = units.filter((unit) => unit.type === 'connection').map((unit) => unit.uid);
  const resources = units.filter((unit) => unit.type !== 'connection').map((unit) => unit.uid);
  for (const [table, key, uids] of [
    ['provider_connection', 'id', connections],
    ['resource', 'uid', resources],
  ] as const) {
    if (uids.length === 0) continue;
    await manager.query(
      `UPDATE ${table} SET due_at = clock_timestamp(), failures = 0
         FROM (SELECT ${key} FROM ${table} WHERE ${key} = ANY($1) ORDER BY ${key} FOR NO KEY UPDATE) AS target
        WHERE ${table}.${key} = target.${key}`,
      [uids],
    );
  }
}

/** Makes units of resources due one after another, so many a second, the longest waiting first. */
export async function makeDueInTurn(
  manager: EntityManager,
  units: readonly Unit[],
  perSecond: number,
): Promise<void> {
  await manager.query(
    `UPDATE resource SET due_at = clock_timestamp() + (turn.place - 1) / $2::float * interval '1 second', failures = 0
       FROM (SELECT uid, row_number() OVER (ORDER BY created_at, uid) AS place
               FROM (SELECT uid, created_at FROM resource WHERE uid = ANY($1) ORDER BY uid FOR NO KEY UPDATE) AS waiting
            ) AS turn
      WHERE resource.uid = turn.uid`,
    [units.map((unit) => unit.uid), perSecond],
  );
}

/**
 * When a unit is due, to the microsecond, as text: a run compares it at its end to learn whether somebody made
 * the unit due anew meanwhile.
 */
export type DueMark = string | null;

export interface DueState {
  mark: DueMark;
  /** Failed runs in a row before this one. */
  failures: number;
}

export async function readDue(manager: EntityManager, unit: Unit): Promise<DueState | undefined> {
  const [table, key] = tableOf(unit);
  const [row]: DueState[] = await manager.query(
    `SELECT due_at::text AS mark, failures FROM ${table} WHERE ${key} = $1`,
    [unit.uid],
  );
  return row;
}

/**
 * Sets the next due time after a run, unless the unit was made due meanwhile: in so many ms by the database's own clock,
 * which is the one that tells what is due, whatever this machine's says. `dueInMs` undefined: not due until something
 * happens.
 */
export async function setNextDue(
  manager: EntityManager,
  unit: Unit,
  seen: DueMark,
  dueInMs: number | undefined,
  failures: number,
): Promise<void> {
  const [table, key] = tableOf(unit);
  await manager.query(
    `UPDATE ${table} SET due_at = clock_timestamp() + $3 * interval '1 ms', failures = $4
      WHERE ${key} = $1 AND due_at::text IS NOT DISTINCT FROM $2`,
    [unit.uid, seen, dueInMs ?? null, failures],
  );
}

function tableOf(unit: Unit): ['provider_connection', 'id'] | ['resource', 'uid'] {
  return unit.type === 'connection' ? ['provider_connection', 'id'] : ['resource', 'uid'];
}

/**
 * The units that are due and that nobody works on, oldest first, but taking turns among workspaces, so that
 * one with much to do does not starve the others.
 */
export async function findDueUnits(manager: EntityManager, limit: number): Promise<Unit[]> {
  return manager.query(
    `WITH due AS (
       SELECT 'connection' AS type, id AS uid, due_at, id::text AS turn
         FROM provider_connection WHERE due_at <= clock_timestamp()
       UNION ALL
       SELECT CASE kind WHEN 'block-storage' THEN 'volume' ELSE kind END, uid, due_at,
              tenant || '/' || region || '/' || CASE kind WHEN 'workspace' THEN name ELSE workspace END
         FROM resource WHERE due_at <= clock_timestamp()
     ), ranked AS (
       SELECT type, uid, due_at, row_number() OVER (PARTITION BY turn ORDER BY due_at) AS place
         FROM due
        WHERE NOT EXISTS (
          SELECT 1 FROM lease WHERE unit = type || '/' || uid AND expires_at > clock_timestamp())
     )
     SELECT type, uid FROM ranked ORDER BY place, due_at LIMIT $1`,
    [limit],
  );
}

/** Units overdue right now, and for how long the oldest is, in ms. */
export async function measureBacklog(manager: EntityManager): Promise<{ depth: number; oldestMs: number }> {
  const [row]: { depth: string; oldest_ms: string | null }[] = await manager.query(
    `SELECT count(*) AS depth, max(extract(epoch FROM clock_timestamp() - due_at) * 1000) AS oldest_ms
       FROM (SELECT due_at FROM resource WHERE due_at <= clock_timestamp()
             UNION ALL SELECT due_at FROM provider_connection WHERE due_at <= clock_timestamp()) AS due`,
  );
  return { depth: Number(row?.depth ?? 0), oldestMs: Number(row?.oldest_ms ?? 0) };
}
