import { In, type EntityManager } from 'typeorm';
import { NotFoundError } from '../errors.js';
import {
  compareIdentities,
  urnOf,
  type ResourceIdentity,
  type Scope,
  type TargetIdentity,
} from './identity.js';
import type { Kind } from './kinds.js';
import { ResourceReferenceEntity } from './resource-reference.entity.js';
import { ResourceEntity, entityFromResource, resourceFromEntity } from './resource.entity.js';
import type { ParsedTarget } from './references.js';
import type { Resource } from './resource.js';
import { isUuid } from '../persistence/uuid.js';

/**
 * `key-share`: the row stays, others may change it; `no-key-update`: nobody else changes it; `update`: as before,
 * and nobody may newly rely on it.
 */
export type RowLock = 'key-share' | 'no-key-update' | 'update';

const lockModes = {
  'key-share': 'for_key_share',
  'no-key-update': 'for_no_key_update',
  update: 'pessimistic_write',
} as const;

function whereIdentity({
  tenant,
  region,
  workspace,
  network,
  kind,
  name,
}: ResourceIdentity): ResourceIdentity {
  return { tenant, region, workspace, network, kind, name };
}

/** The resource of this identity, locked for the transaction when `lock` is given. */
export async function findResource<K extends Kind>(
  manager: EntityManager,
  identity: ResourceIdentity<K>,
  lock?: RowLock,
): Promise<Resource<K> | undefined> {
  const row = await manager.findOne(ResourceEntity, {
    where: whereIdentity(identity),
    ...(lock ? { lock: { mode: lockModes[lock] } } : {}),
  });
  return row ? (resourceFromEntity(row) as Resource<K>) : undefined;
}

export async function getResourceRow<K extends Kind>(
  manager: EntityManager,
  identity: ResourceIdentity<K>,
  lock?: RowLock,
): Promise<Resource<K>> {
  const resource = await findResource(manager, identity, lock);
  if (!resource) throw noSuchResource(identity);
  return resource;
}

export function noSuchResource(identity: ResourceIdentity): NotFoundError {
  return new NotFoundError(`there is no ${identity.kind} ${urnOf(identity)}`);
}

export async function findResourceByUid(
  manager: EntityManager,
  uid: string,
  lock?: RowLock,
): Promise<Resource | undefined> {
  if (!isUuid(uid)) return undefined;
  const row = await manager.findOne(ResourceEntity, {
    where: { uid },
    ...(lock ? { lock: { mode: lockModes[lock] } } : {}),
  });
  return row ? resourceFromEntity(row) : undefined;
}

/**
 * Locks the rows of `identities` in the order of the key, so that two commands never wait for each other in a
 * circle, and returns those that exist.
 */
export async function lockResources(
  manager: EntityManager,
  identities: readonly ResourceIdentity[],
  lock: RowLock,
): Promise<Resource[]> {
  const found: Resource[] = [];
  for (const identity of identities.toSorted(compareIdentities)) {
    const resource = await findResource(manager, identity, lock);
    if (resource) found.push(resource);
  }
  return found;
}

/** All resources of one kind in a scope, by name; those that are deleting too. */
export async function findInScope<K extends Kind>(
  manager: EntityManager,
  kind: K,
  scope: Scope,
): Promise<Resource<K>[]> {
  const { tenant, region, workspace, network } = scope;
  const rows = await manager.find(ResourceEntity, {
    where: { tenant, region, workspace, network, kind },
    order: { name: 'ASC' },
  });
  return rows.map((row) => resourceFromEntity(row) as Resource<K>);
}

/** The resources that a reference may mean: of all workspaces, or networks, where it names none. */
export async function findNamed(
  manager: EntityManager,
  kind: Kind,
  { tenant, region, workspace, network, name }: ParsedTarget,
): Promise<Resource[]> {
  const rows = await manager.find(ResourceEntity, {
    where: {
      tenant,
      region,
      ...(workspace === undefined ? {} : { workspace }),
      ...(network === undefined ? {} : { network }),
      kind,
      name,
    },
    order: { workspace: 'ASC', network: 'ASC' },
  });
  return rows.map(resourceFromEntity);
}

export async function insertResource(manager: EntityManager, resource: Resource): Promise<void> {
  await manager.insert(ResourceEntity, entityFromResource(resource));
}

export async function updateResource(manager: EntityManager, resource: Resource): Promise<void> {
  const { uid, ...columns } = entityFromResource(resource);
  await manager.update(ResourceEntity, { uid }, columns);
}

/** Makes the stored references of a resource those of its spec. */
export async function replaceReferences(
  manager: EntityManager,
  fromUid: string,
  targets: ReadonlyMap<string, TargetIdentity>,
): Promise<void> {
  await manager.delete(ResourceReferenceEntity, { fromUid });
  const rows = [...targets].map(([field, target]) => ({
    fromUid,
    field,
    targetTenant: target.tenant,
    targetRegion: target.region,
    targetWorkspace: target.workspace,
    targetNetwork: target.network,
    targetKind: target.kind,
    targetName: target.name,
  }));
  if (rows.length > 0) await manager.insert(ResourceReferenceEntity, rows);
}

/** The resources whose spec names `target`; those that are deleting too. */
export async function findReferrers(
  manager: EntityManager,
  target: TargetIdentity,
  kinds?: readonly Kind[],
): Promise<Resource[]> {
  const { tenant, region, workspace, network, kind, name } = target;
  const query = manager
    .createQueryBuilder(ResourceEntity, 'resource')
    .where(
      `resource.uid IN (
         SELECT from_uid FROM resource_reference
          WHERE target_tenant = :tenant AND target_region = :region AND target_workspace = :workspace
            AND target_network = :network AND target_kind = :kind AND target_name = :name)`,
      { tenant, region, workspace, network, kind, name },
    )
    .orderBy('resource.createdAt', 'ASC')
    .addOrderBy('resource.uid', 'ASC');
  if (kinds) query.andWhere('resource.kind IN (:...kinds)', { kinds });
  return (await query.getMany()).map(resourceFromEntity);
}

/** Whether another resource that is not being deleted names this one. */
export async function isInUse(manager: EntityManager, resource: Resource): Promise<boolean> {
  const users = await findReferrers(manager, resource);
  return users.some((user) => user.deletedAt === undefined && user.uid !== resource.uid);
}

/** What the spec of `fromUid` names, as it was resolved when it was stored, by field; it may be gone. */
export async function findTargetIdentities(
  manager: EntityManager,
  fromUid: string,
): Promise<Map<string, TargetIdentity>> {
  const rows = await manager.find(ResourceReferenceEntity, { where: { fromUid } });
  return new Map(
    rows.map((row) => [
      row.field,
      {
        tenant: row.targetTenant,
        region: row.targetRegion,
        workspace: row.targetWorkspace,
        network: row.targetNetwork,
        kind: row.targetKind,
        name: row.targetName,
      },
    ]),
  );
}

/** The resources that the spec of `fromUid` names and that exist, by field. */
export async function findTargets(manager: EntityManager, fromUid: string): Promise<Map<string, Resource>> {
  const rows: { field: string; uid: string }[] = await manager.query(
    `SELECT reference.field, target.uid
       FROM resource_reference reference
       JOIN resource target
         ON (target.tenant, target.region, target.workspace, target.network, target.kind, target.name)
          = (reference.target_tenant, reference.target_region, reference.target_workspace,
             reference.target_network, reference.target_kind, reference.target_name)
      WHERE reference.from_uid = $1`,
    [fromUid],
  );
  const found = await manager.findBy(ResourceEntity, { uid: In(rows.map((row) => row.uid)) });
  const byUid = new Map(found.map((entity) => [entity.uid, resourceFromEntity(entity)]));
  return new Map(rows.map(({ field, uid }) => [field, byUid.get(uid) as Resource]));
}

/** Everything in a workspace; what is deleting too. */
export async function findChildren(
  manager: EntityManager,
  workspace: Resource<'workspace'>,
): Promise<Resource[]> {
  const { tenant, region, name } = workspace;
  const rows = await manager.find(ResourceEntity, {
    where: { tenant, region, workspace: name },
    order: { network: 'ASC', kind: 'ASC', name: 'ASC' },
  });
  return rows.map(resourceFromEntity);
}

/** All resources of one kind, of one tenant or of all; for operators. */
export async function listOfKind<K extends Kind>(
  manager: EntityManager,
  kind: K,
  tenant: string | undefined,
): Promise<Resource<K>[]> {
  const rows = await manager.find(ResourceEntity, {
    where: { kind, ...(tenant === undefined ? {} : { tenant }) },
    order: { tenant: 'ASC', region: 'ASC', workspace: 'ASC', network: 'ASC', name: 'ASC' },
  });
  return rows.map((row) => resourceFromEntity(row) as Resource<K>);
}

/** How many instances that are not being deleted have a NIC in the subnet. */
export async function countLivingInstances(
  manager: EntityManager,
  subnet: Resource<'subnet'>,
): Promise<number> {
  const { tenant, region, workspace, network, name } = subnet;
  const [row]: { count: number }[] = await manager.query(
    `SELECT count(DISTINCT instance.uid)::int AS count
       FROM resource_reference uses_subnet
       JOIN resource nic ON nic.uid = uses_subnet.from_uid AND nic.kind = 'nic'
       JOIN resource_reference uses_nic
         ON (uses_nic.target_tenant, uses_nic.target_region, uses_nic.target_workspace, uses_nic.target_network,
             uses_nic.target_kind, uses_nic.target_name)
          = (nic.tenant, nic.region, nic.workspace, nic.network, nic.kind, nic.name)
       JOIN resource instance
         ON instance.uid = uses_nic.from_uid AND instance.kind = 'instance' AND instance.deleted_at IS NULL
      WHERE (uses_subnet.target_tenant, uses_subnet.target_region, uses_subnet.target_workspace,
             uses_subnet.target_network, uses_subnet.target_kind, uses_subnet.target_name)
          = ($1, $2, $3, $4, 'subnet', $5)`,
    [tenant, region, workspace, network, name],
  );
  return row?.count ?? 0;
}
