import type { EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { findConnectionUses } from './connection-uses.js';
import { OrphanEntity } from './orphan.entity.js';
import { ProviderConnectionEntity } from './provider-connection.entity.js';
import { RateBudgetEntity } from './rate-budget.entity.js';
import { lockConnection, reviseConnection } from './revise-connection.js';
import { SshKeyEntity } from './ssh-key.entity.js';

/**
 * Unbinds a connection that nothing uses any more: what is ours in the project is removed by a worker, then the
 * connection goes. One that never wrote anything, or was abandoned, goes at
 * once.
 *
 * Throws `ConflictError` with a fault for each thing that uses it.
 */
export async function unbindConnection(domain: Domain, caller: OperatorCaller, id: string): Promise<void> {
  await inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const row = await lockConnection(manager, caller, id);
    if (row.unbindingAt) return;
    await refuseWhileUsed(manager, row);
    await manager.update(TenantEntity, { defaultConnectionId: id }, { defaultConnectionId: null });
    await recordOperatorAudit(
      manager,
      caller,
      'unbind connection',
      row.tenant,
      `connection ${row.name}`,
      now,
    );
    const keys = await manager.countBy(SshKeyEntity, { connectionId: id });
    const isEmpty = row.markerObjectId === null && row.sshKeyObjectId === null && keys === 0;
    if (isEmpty || row.abandonedAt) await removeConnection(domain, transaction, row);
    else await reviseConnection(domain, transaction, row, { unbindingAt: now });
  });
}

async function refuseWhileUsed(
  manager: EntityManager,
  { id, name }: ProviderConnectionEntity,
): Promise<void> {
  const uses = await findConnectionUses(manager, id);
  if (uses.length === 0) return;
  const faults = uses.map((use) => ({ pointer: '', message: `it is used by ${use}` }));
  throw new ConflictError(`connection '${name}' is used by ${uses.join(', ')}`, { faults });
}

/** Takes the row away, once nothing of ours is left in the project, or nobody looks after it any more. */
export async function removeConnection(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  { id, tenant }: Pick<ProviderConnectionEntity, 'id' | 'tenant'>,
): Promise<void> {
  await manager.delete(SshKeyEntity, { connectionId: id });
  await manager.delete(OrphanEntity, { connectionId: id });
  await manager.delete(RateBudgetEntity, { connectionId: id });
  await manager.delete(ProviderConnectionEntity, { id });
  afterCommit(() => domain.jobs.announce([{ type: 'connection', id, tenant }]));
}

/**
 * The last step of unbinding. A workspace that took the connection in the last moment keeps it bound. Returns whether
 * the connection is gone.
 */
export async function finishUnbinding(
  domain: Domain,
  transaction: Transaction,
  id: string,
): Promise<boolean> {
  const { manager } = transaction;
  const row = await manager.findOneByOrFail(ProviderConnectionEntity, { id });
  const isUsed = (await findConnectionUses(manager, id)).length > 0;
  if (isUsed) await manager.update(ProviderConnectionEntity, { id }, { unbindingAt: null });
  else await removeConnection(domain, transaction, row);
  return !isUsed;
}
