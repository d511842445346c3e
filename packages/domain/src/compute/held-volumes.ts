import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Transaction } from '../persistence/transaction.js';
import { urnOf } from '../resource/identity.js';
import { wakeUnits } from '../resource/place-resource.js';
import { reconsiderWaiting } from '../resource/reconsider-waiting.js';
import { ResourceEntity, resourceFromEntity } from '../resource/resource.entity.js';
import { updateResource } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';

/**
 * The block storages that an instance has, also those that it no longer names and has not let go of yet; locked for
 * the transaction where they are to be changed.
 */
export async function findHeldVolumes(
  manager: EntityManager,
  instance: Resource<'instance'>,
  isLocked = false,
): Promise<Resource<'block-storage'>[]> {
  const { tenant, region, workspace } = instance;
  const query = manager
    .createQueryBuilder(ResourceEntity, 'resource')
    .where('resource.tenant = :tenant AND resource.region = :region AND resource.workspace = :workspace')
    .andWhere(`resource.kind = 'block-storage' AND resource.status #>> '{attachedTo,resource}' = :holder`)
    .setParameters({ tenant, region, workspace, holder: urnOf(instance) })
    .orderBy('resource.uid', 'ASC');
  if (isLocked) query.setLock('for_no_key_update');
  return (await query.getMany()).map((row) => resourceFromEntity(row) as Resource<'block-storage'>);
}

/** Notes that an instance does not have these block storages any more. */
export async function letGoOfVolumes(
  manager: EntityManager,
  volumes: readonly Resource<'block-storage'>[],
): Promise<void> {
  for (const volume of volumes) {
    const { attachedTo: _attachedTo, ...status } = volume.status;
    await updateResource(manager, { ...volume, status });
  }
}

/** A block storage that an instance no longer names is free, and goes to whoever waits for it. */
export async function releaseVolume(
  domain: Domain,
  transaction: Transaction,
  instance: Resource<'instance'>,
  volumeUid: string,
): Promise<void> {
  const held = await findHeldVolumes(transaction.manager, instance, true);
  const volume = held.find(({ uid }) => uid === volumeUid);
  if (!volume) return;
  await letGoOfVolumes(transaction.manager, [volume]);
  await reconsiderWaiting(domain, transaction, volume);
  await wakeUnits(domain, transaction, [{ type: 'volume', uid: volume.uid }]);
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(volume)]));
}
