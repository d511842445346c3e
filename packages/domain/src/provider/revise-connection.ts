import type { EntityManager } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { waitUntilSettled } from '../jobs/settled.js';
import type { Transaction } from '../persistence/transaction.js';
import { wakeUnits } from '../resource/place-resource.js';
import { ProviderConnectionEntity } from './provider-connection.entity.js';
import { findConnection } from './provider-connection.repository.js';
import type { ProviderConnection } from './provider-connection.js';
import { isUuid } from '../persistence/uuid.js';

/** A connection and what an operator has made of it; a check of an older revision counts for nothing. */
export interface Revised {
  id: string;
  revision: number;
}

/** The row, locked until the transaction ends. Throws `NotFoundError`, or `ForbiddenError` for another tenant's. */
export async function lockConnection(
  manager: EntityManager,
  caller: OperatorCaller,
  id: string,
): Promise<ProviderConnectionEntity> {
  const where = { id };
  const row =
    isUuid(id) &&
    (await manager.findOne(ProviderConnectionEntity, { where, lock: { mode: 'for_no_key_update' } }));
  if (!row) throw new NotFoundError(`there is no provider connection '${id}'`);
  requireTenant(caller, row.tenant);
  return row;
}

/** Throws `ConflictError` for one that takes no change any more. */
export function refuseWhenEnding({ name, unbindingAt, abandonedAt }: ProviderConnectionEntity): void {
  if (abandonedAt) throw new ConflictError(`connection '${name}' was abandoned`);
  if (unbindingAt) throw new ConflictError(`connection '${name}' is being unbound`);
}

/** Stores what an operator changed as a new revision, and has it checked at once. */
export async function reviseConnection(
  domain: Domain,
  transaction: Transaction,
  row: ProviderConnectionEntity,
  change: Partial<ProviderConnectionEntity>,
): Promise<Revised> {
  const { id, tenant } = row;
  const revision = row.revision + 1;
  await transaction.manager.update(ProviderConnectionEntity, { id }, { ...change, revision });
  await wakeUnits(domain, transaction, [{ type: 'connection', uid: id }]);
  transaction.afterCommit(() => domain.jobs.announce([{ type: 'connection', id, tenant }]));
  return { id, revision };
}

/**
 * Waits until a revision was checked, at most `timeoutMs`, and returns the connection as it is then: `connecting` if
 * nothing is known yet, `undefined` once it is gone.
 */
export async function awaitCheck(
  { dataSource, jobs, clock }: Domain,
  { id, revision }: Revised,
  timeoutMs: number,
): Promise<ProviderConnection | undefined> {
  let current: ProviderConnection | undefined;
  await waitUntilSettled(jobs, clock, id, timeoutMs, async () => {
    current = await findConnection(dataSource.manager, id);
    return current === undefined || current.checkedRevision >= revision;
  });
  return current;
}

/** Waits until an unbound connection is gone, at most `timeoutMs`; `undefined` once it is. */
export async function awaitUnbinding(
  { dataSource, jobs, clock }: Domain,
  id: string,
  timeoutMs: number,
): Promise<ProviderConnection | undefined> {
  let current: ProviderConnection | undefined;
  await waitUntilSettled(jobs, clock, id, timeoutMs, async () => {
    current = await findConnection(dataSource.manager, id);
    return current === undefined;
  });
  return current;
}
