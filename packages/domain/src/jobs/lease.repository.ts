import type { DataSource, EntityManager } from 'typeorm';
import { unitKey, type Unit } from './units.js';

/** The right to work on a unit. */
export interface Lease {
  unit: Unit;
  owner: string;
  /** Rises with each new owner; a write with an older number is refused. */
  fencing: string;
}

/** Raised when the lease is no longer held: somebody else may be at work, so this run must stop at once. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  constructor(lease: Lease) {
    super(`the lease on ${unitKey(lease.unit)} is no longer held by ${lease.owner}`);
  }
}

/** Takes the lease when it is free or has run out; `undefined` when somebody else holds it. */
export async function acquireLease(
  dataSource: DataSource,
  unit: Unit,
  owner: string,
  durationMs: number,
): Promise<Lease | undefined> {
  const [row]: { fencing: string }[] = await dataSource.query(
    `INSERT INTO lease (unit, owner, fencing, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
     ON CONFLICT (unit) DO UPDATE
       SET owner = excluded.owner, fencing = lease.fencing + 1, expires_at = excluded.expires_at
       WHERE lease.expires_at <= clock_timestamp()
     RETURNING fencing`,
    [unitKey(unit), owner, durationMs],
  );
  return row && { unit, owner, fencing: row.fencing };
}

/** Confirms that the lease is held, and prolongs it. Throws `LeaseLostError` otherwise. */
export async function renewLease(dataSource: DataSource, lease: Lease, durationMs: number): Promise<void> {
  const [rows]: [unknown[], number] = await dataSource.query(
    `UPDATE lease SET expires_at = clock_timestamp() + $3 * interval '1 ms'
      WHERE unit = $1 AND fencing = $2 AND expires_at > clock_timestamp() RETURNING unit`,
    [unitKey(lease.unit), lease.fencing, durationMs],
  );
  if (rows.length === 0) throw new LeaseLostError(lease);
}

/** Part of each of a run's transactions: keeps the lease from changing hands before the commit. */
export async function confirmLease(manager: EntityManager, lease: Lease): Promise<void> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM lease WHERE unit = $1 AND fencing = $2 AND expires_at > clock_timestamp() FOR SHARE`,
    [unitKey(lease.unit), lease.fencing],
  );
  if (rows.length === 0) throw new LeaseLostError(lease);
}

/** Gives the lease back. The row stays, so that the fencing number goes on from where it was. */
export async function releaseLease(dataSource: DataSource, lease: Lease): Promise<void> {
  await dataSource.query(`UPDATE lease SET expires_at = clock_timestamp() WHERE unit = $1 AND fencing = $2`, [
    unitKey(lease.unit),
    lease.fencing,
  ]);
}
