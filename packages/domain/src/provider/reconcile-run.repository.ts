import { In, type EntityManager } from 'typeorm';
import { ReconcileRunEntity } from './reconcile-run.entity.js';

export type ReconcileRun = ReconcileRunEntity;

/** Runs older than this many, per unit, are of no interest any more. */
const RUNS_KEPT = 50;

export async function recordRun(manager: EntityManager, run: ReconcileRun): Promise<void> {
  await manager.insert(ReconcileRunEntity, run);
  await manager.query(
    `DELETE FROM reconcile_run WHERE unit_uid = $1 AND started_at < (
       SELECT started_at FROM reconcile_run WHERE unit_uid = $1 ORDER BY started_at DESC OFFSET $2 LIMIT 1)`,
    [run.unitUid, RUNS_KEPT],
  );
}

/** The last run of each unit that did something; units without one are left out. */
export async function findLastRuns(
  manager: EntityManager,
  unitUids: readonly string[],
): Promise<Map<string, ReconcileRun>> {
  const rows = await manager
    .createQueryBuilder(ReconcileRunEntity, 'run')
    .distinctOn(['run.unitUid'])
    .where('run.unitUid IN (:...unitUids)', { unitUids })
    .orderBy('run.unitUid')
    .addOrderBy('run.startedAt', 'DESC')
    .getMany();
  return new Map(rows.map((run) => [run.unitUid, run]));
}

/** All runs of the units that are still known, the newest first. */
export async function findRunsOfUnits(
  manager: EntityManager,
  unitUids: readonly string[],
): Promise<ReconcileRun[]> {
  return manager.find(ReconcileRunEntity, {
    where: { unitUid: In([...unitUids]) },
    order: { startedAt: 'DESC', id: 'DESC' },
  });
}
