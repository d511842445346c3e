import { randomUUID } from 'node:crypto';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import type { Unit } from '../jobs/units.js';
import { ProviderBindingEntity, type Drift } from './provider-binding.entity.js';

export type Binding = ProviderBindingEntity;

/** What tells a binding from all others: whose unit looks after the object, for which resource, in which role. */
export type BindingKey = Pick<Binding, 'unitUid' | 'resourceUid' | 'role'>;

function keyOf({ unitUid, resourceUid, role }: BindingKey): BindingKey {
  return { unitUid, resourceUid, role };
}

/** Whether anything at a provider belongs to the resource, or may belong to it. */
export async function hasBindings(manager: EntityManager, resourceUid: string): Promise<boolean> {
  return manager.existsBy(ProviderBindingEntity, { resourceUid });
}

/** Everything that a unit looks after. */
export async function findUnitBindings(manager: EntityManager, unitUid: string): Promise<Binding[]> {
  return manager.find(ProviderBindingEntity, { where: { unitUid }, order: { createdAt: 'ASC', id: 'ASC' } });
}

/** The same for several units. */
export async function findBindingsOfUnits(
  manager: EntityManager,
  unitUids: readonly string[],
): Promise<Binding[]> {
  return manager.find(ProviderBindingEntity, {
    where: { unitUid: In([...unitUids]) },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}

/** Everything that is there for one of the resources, in any role. */
export async function findResourceBindings(
  manager: EntityManager,
  resourceUids: readonly string[],
): Promise<Binding[]> {
  return manager.findBy(ProviderBindingEntity, { resourceUid: In([...resourceUids]) });
}

/** What a resource has at the provider in one role; the NAT VMs of a gateway in several networks share one. */
export async function findResourceBinding(
  manager: EntityManager,
  resourceUid: string,
  role: string,
): Promise<Binding | undefined> {
  return (await manager.findOneBy(ProviderBindingEntity, { resourceUid, role })) ?? undefined;
}

/** Whose objects they are, as far as they are ours. */
export async function findObjectBindings(
  manager: EntityManager,
  connectionId: string,
  objectType: string,
  objectIds: readonly string[],
): Promise<Binding[]> {
  return manager.findBy(ProviderBindingEntity, { connectionId, objectType, objectId: In([...objectIds]) });
}

/** Everything of one connection, for the sweep. */
export async function findConnectionBindings(
  manager: EntityManager,
  connectionId: string,
): Promise<Binding[]> {
  return manager.findBy(ProviderBindingEntity, { connectionId });
}

export interface NewBinding extends BindingKey {
  connectionId: string;
  /** The provider's word for the type of object. */
  objectType: string;
}

/** Writes down that an object is about to be made; the one that is there already stays. */
export async function ensureBinding(
  manager: EntityManager,
  binding: NewBinding,
  now: Date,
): Promise<Binding> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(ProviderBindingEntity)
    .values({
      ...binding,
      id: randomUUID(),
      objectId: null,
      observed: null,
      madeWith: null,
      idleSince: null,
      settled: null,
      drift: null,
      createdAt: now,
    })
    .orIgnore()
    .execute();
  return manager.findOneByOrFail(ProviderBindingEntity, keyOf(binding));
}

export interface Sighting {
  /** The provider's id. */
  objectId: string;
  observed: object;
  observedAt: Date;
  /** `read`, or `action <id>`. */
  evidence: string;
  /** Given when the object is made; what was noted then stays otherwise. */
  madeWith?: object;
  /** Is added to what was noted then; to nothing where that was forgotten meanwhile, see `askForNewMaking`. */
  addedToMaking?: object;
}

/** Notes what was seen of an object, or that the create call was answered. */
export async function recordSighting(
  manager: EntityManager,
  key: BindingKey,
  { addedToMaking, ...sighting }: Sighting,
): Promise<void> {
  const added = addedToMaking && { madeWith: () => 'made_with || CAST(:added AS jsonb)' };
  await manager
    .createQueryBuilder()
    .update(ProviderBindingEntity)
    .set({ ...sighting, ...added })
    .where(keyOf(key))
    .setParameter('added', JSON.stringify(addedToMaking))
    .execute();
}

/** Notes that the object is gone at the provider and its place is empty again. */
export async function forgetObject(manager: EntityManager, key: BindingKey, now: Date): Promise<void> {
  await manager.update(ProviderBindingEntity, keyOf(key), {
    objectId: null,
    observed: null,
    observedAt: now,
    evidence: 'read',
  });
}

/**
 * Moves an object to another resource and unit, such as a disk that its instance leaves behind. Tells whether it was
 * still there to be moved: of two units that want it, one gets it.
 */
export async function moveBinding(
  manager: EntityManager,
  key: BindingKey,
  to: BindingKey,
  madeWith?: object,
): Promise<boolean> {
  const { affected } = await manager.update(ProviderBindingEntity, keyOf(key), {
    ...keyOf(to),
    ...(madeWith ? { madeWith } : {}),
  });
  return affected === 1;
}

/**
 * Forgets what an object was made with, so that the reconciler finds it to be made otherwise than wanted and makes it
 * anew, also after a run that is under way; where that is making it just now, no second time. Tells whether there is
 * such an object.
 */
export async function askForNewMaking(manager: EntityManager, key: BindingKey): Promise<boolean> {
  const { affected } = await manager.update(
    ProviderBindingEntity,
    { ...keyOf(key), objectId: Not(IsNull()) },
    { madeWith: null },
  );
  return affected === 1;
}

/** Forgets an object that is gone at the provider. */
export async function removeBinding(manager: EntityManager, key: BindingKey): Promise<void> {
  await manager.delete(ProviderBindingEntity, keyOf(key));
}

/** Notes since when nobody needs an object, or that it is needed again. */
export async function recordIdle(
  manager: EntityManager,
  key: BindingKey,
  idleSince: Date | null,
): Promise<void> {
  await manager.update(ProviderBindingEntity, keyOf(key), { idleSince });
}

/** Notes what an object is now that it is in order; differences from that are drift from then on. */
export async function recordSettled(
  manager: EntityManager,
  key: BindingKey,
  settled: object | null,
): Promise<void> {
  await manager.update(ProviderBindingEntity, keyOf(key), { settled });
}

/** Notes what somebody else has changed about an object, or that it is as it was left. */
export async function recordDrift(
  manager: EntityManager,
  key: BindingKey,
  drift: Drift | null,
): Promise<void> {
  await manager.update(ProviderBindingEntity, keyOf(key), { drift });
}

/**
 * The units that may have waited for a server to leave one of the networks `objectIds`: of networks in which
 * something is to be deleted, and of workspaces whose hidden network it was.
 */
export async function findUnitsAwaitingDetach(
  manager: EntityManager,
  connectionId: string,
  objectIds: readonly string[],
): Promise<Unit[]> {
  return manager.query(
    `SELECT DISTINCT owner.kind AS type, owner.uid
       FROM provider_binding binding
       JOIN resource owner ON owner.uid = binding.unit_uid
       LEFT JOIN resource part
         ON part.deleted_at IS NOT NULL AND part.tenant = owner.tenant AND part.region = owner.region
        AND part.workspace = owner.workspace AND (part.uid = owner.uid OR part.network = owner.name)
      WHERE binding.connection_id = $1 AND binding.object_type = 'network' AND binding.object_id = ANY($2)
        AND (owner.kind = 'workspace' OR (owner.kind = 'network' AND part.uid IS NOT NULL))`,
    [connectionId, objectIds],
  );
}
