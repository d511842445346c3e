import { IsNull } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { inTransaction } from '../persistence/transaction.js';
import { OrphanEntity } from './orphan.entity.js';
import { listOrphans } from './orphan.repository.js';
import { lockConnection, refuseWhenEnding, reviseConnection, type Revised } from './revise-connection.js';

/**
 * Has the orphans of a connection removed that are known now. A worker removes each of them once it has been one for
 * the grace period, and only while nobody knows it. Throws `NotFoundError`, `ForbiddenError` and `ConflictError`.
 */
export async function removeOrphans(domain: Domain, caller: OperatorCaller, id: string): Promise<Revised> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const row = await lockConnection(manager, caller, id);
    refuseWhenEnding(row);
    const orphans = await listOrphans(manager, id);
    const changes = orphans.map(({ objectType, objectId, name }) => ({
      path: `${objectType}/${objectId}`,
      before: name,
    }));
    const target = `connection ${row.name}`;
    await recordOperatorAudit(manager, caller, 'remove orphans', row.tenant, target, now, changes);
    await manager.update(
      OrphanEntity,
      { connectionId: id, removalAskedAt: IsNull() },
      { removalAskedAt: now },
    );
    return reviseConnection(domain, transaction, row, { inspectedAt: null });
  });
}
