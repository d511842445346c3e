import { removeCreatorAssignment } from '../authorization/creator-assignment.js';
import { removeGrants } from '../authorization/role-grant.repository.js';
import { findHeldVolumes, letGoOfVolumes } from '../compute/held-volumes.js';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Transaction } from '../persistence/transaction.js';
import { affectedUnits } from './affected-units.js';
import { workspaceIdentityOf } from './identity.js';
import { wakeUnits } from './place-resource.js';
import { reconsiderNicsOf, reconsiderWaiting } from './reconsider-waiting.js';
import { ResourceEntity } from './resource.entity.js';
import { findResource } from './resource.repository.js';
import type { Resource } from './resource.js';

/**
 * Takes away the row of a resource for which nothing is left at the provider. What it held becomes free and
 * goes to those who wait for it; who used it or waits for its end becomes due.
 */
export async function removeResource(
  domain: Domain,
  transaction: Transaction,
  resource: Resource,
): Promise<void> {
  const { manager } = transaction;
  const units = await affectedUnits(manager, resource, true);
  if (resource.kind === 'instance')
    await letGoOfVolumes(manager, await findHeldVolumes(manager, resource, true));
  if (resource.kind === 'workspace') await removeCreatorAssignment(domain, transaction, resource);
  if (resource.kind === 'role-assignment') await removeGrants(manager, resource.uid);
  await manager.delete(ResourceEntity, { uid: resource.uid });
  await reconsiderWaiting(domain, transaction, resource);
  await reconsiderNicsOf(domain, transaction, resource);
  const workspace = await findResource(manager, workspaceIdentityOf(resource));
  const isWorkspaceWaiting = workspace?.deletedAt !== undefined && workspace.uid !== resource.uid;
  await wakeUnits(domain, transaction, [
    ...units.filter((unit) => unit.uid !== resource.uid),
    ...(isWorkspaceWaiting ? [{ type: 'workspace', uid: workspace.uid } as const] : []),
  ]);
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(resource, true)]));
}
