import { removeCreatorAssignment } from '../authorization/creator-assignment.js';
import { removeGrants } from '../authorization/role-grant.repository.js';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Transaction } from '../persistence/transaction.js';
import { affectedUnits } from './affected-units.js';
import { urnOf, workspaceIdentityOf } from './identity.js';
import { wakeUnits } from './place-resource.js';
import { reconsiderWaiting } from './reconsider-waiting.js';
import { ResourceEntity } from './resource.entity.js';
import { findResource, findTargets, updateResource } from './resource.repository.js';
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
  if (resource.kind === 'instance') await releaseBootVolume(transaction, resource);
  if (resource.kind === 'workspace') await removeCreatorAssignment(domain, transaction, resource);
  if (resource.kind === 'role-assignment') await removeGrants(manager, resource.uid);
  await manager.delete(ResourceEntity, { uid: resource.uid });
  await reconsiderWaiting(domain, transaction, resource);
  const workspace = await findResource(manager, workspaceIdentityOf(resource));
  const isWorkspaceWaiting = workspace?.deletedAt !== undefined && workspace.uid !== resource.uid;
  await wakeUnits(domain, transaction, [
    ...units.filter((unit) => unit.uid !== resource.uid),
    ...(isWorkspaceWaiting ? [{ type: 'workspace', uid: workspace.uid } as const] : []),
  ]);
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(resource, true)]));
}

async function releaseBootVolume({ manager }: Transaction, instance: Resource<'instance'>): Promise<void> {
  const volume = (await findTargets(manager, instance.uid)).get('/spec/bootVolume/deviceRef');
  if (volume?.kind !== 'block-storage' || volume.status.attachedTo?.resource !== urnOf(instance)) return;
  const { attachedTo: _attachedTo, ...status } = volume.status;
  await updateResource(manager, { ...volume, status });
}
