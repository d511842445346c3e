import type { OperatorCaller } from '../authorization/caller.js';
import { mayEnter, requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { InvalidRequestError } from '../errors.js';
import { ReconcileRunEntity, type RunOutcome } from './reconcile-run.entity.js';
import type { ReconcileRun } from './reconcile-run.repository.js';
import { isUuid } from '../persistence/uuid.js';

export interface RunsRequest {
  tenant?: string | undefined;
  outcomes?: readonly RunOutcome[] | undefined;
  /** 1 to 200. */
  first: number;
  /** The id of the last run of the page before. */
  after?: string | undefined;
}

const MOST_AT_ONCE = 200;

/** Runs of reconcilers, the newest first. Throws `ForbiddenError` for another tenant, `InvalidRequestError` that names the argument. */
export async function findRuns(
  { dataSource }: Domain,
  caller: OperatorCaller,
  { tenant, outcomes, first, after }: RunsRequest,
): Promise<ReconcileRun[]> {
  if (tenant !== undefined) requireTenant(caller, tenant);
  if (!Number.isInteger(first) || first < 1 || first > MOST_AT_ONCE) {
    throw wrong('first', `${first} is not between 1 and ${MOST_AT_ONCE}`);
  }
  const query = dataSource.manager
    .createQueryBuilder(ReconcileRunEntity, 'run')
    .where('true')
    .orderBy('run.startedAt', 'DESC')
    .addOrderBy('run.id', 'DESC')
    .limit(first);
  const limit = tenant ?? caller.tenant;
  if (limit !== undefined) query.andWhere('run.tenant = :tenant', { tenant: limit });
  if (outcomes) query.andWhere('run.outcome IN (:...outcomes)', { outcomes });
  if (after !== undefined) {
    const last = await findRun({ dataSource }, caller, after);
    if (!last) throw wrong('after', `there is no run '${after}' to go on after`);
    query.andWhere('(run.startedAt, run.id) < (:startedAt, :id)', { startedAt: last.startedAt, id: last.id });
  }
  return query.getMany();
}

/** One run; `undefined` when there is none that the caller may see. */
export async function findRun(
  { dataSource }: Pick<Domain, 'dataSource'>,
  caller: OperatorCaller,
  id: string,
): Promise<ReconcileRun | undefined> {
  if (!isUuid(id)) return undefined;
  const run = await dataSource.manager.findOneBy(ReconcileRunEntity, { id });
  if (!run) return undefined;
  const isVisible = run.tenant === null ? caller.tenant === undefined : mayEnter(caller, run.tenant);
  return isVisible ? run : undefined;
}

function wrong(parameter: string, message: string): InvalidRequestError {
  return new InvalidRequestError(`${parameter}: ${message}`, {
    faults: [{ pointer: '', parameter, message }],
  });
}
