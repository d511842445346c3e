import type { EntityManager } from 'typeorm';
import { OrphanEntity } from './orphan.entity.js';

export type Orphan = OrphanEntity;

/** What tells an object from all others of a connection. */
export type ObjectRef = Pick<Orphan, 'objectType' | 'objectId'>;

/** What an inspection has found of one. */
export type FoundOrphan = ObjectRef & Pick<Orphan, 'name' | 'role'>;

/** Those of one connection, the oldest first. */
export async function listOrphans(manager: EntityManager, connectionId: string): Promise<Orphan[]> {
  return manager.find(OrphanEntity, {
    where: { connectionId },
    order: { seenSince: 'ASC', objectType: 'ASC', objectId: 'ASC' },
  });
}

/** Notes what an inspection has found: one that is not found any more is forgotten, one that stays keeps its age. */
export async function recordOrphans(
  manager: EntityManager,
  connectionId: string,
  found: readonly FoundOrphan[],
  now: Date,
): Promise<void> {
  const isFound = new Set(found.map(keyOf));
  for (const known of await listOrphans(manager, connectionId))
    if (!isFound.has(keyOf(known))) await forgetOrphan(manager, connectionId, known);
  if (found.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(OrphanEntity)
    .values(
      found.map((orphan) => ({
        connectionId,
        ...orphan,
        seenSince: now,
        removalAskedAt: null,
        fault: null,
      })),
    )
    .orIgnore()
    .execute();
}

/** Notes that one has been removed. */
export async function forgetOrphan(
  manager: EntityManager,
  connectionId: string,
  { objectType, objectId }: ObjectRef,
): Promise<void> {
  await manager.delete(OrphanEntity, { connectionId, objectType, objectId });
}

/** Notes why one could not be removed. */
export async function recordOrphanFault(
  manager: EntityManager,
  connectionId: string,
  { objectType, objectId }: ObjectRef,
  fault: string,
): Promise<void> {
  await manager.update(OrphanEntity, { connectionId, objectType, objectId }, { fault });
}

function keyOf({ objectType, objectId }: ObjectRef): string {
  return `${objectType}/${objectId}`;
}
