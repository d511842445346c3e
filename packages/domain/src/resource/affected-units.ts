import type { EntityManager } from 'typeorm';
import { nicFields } from '../compute/instance.js';
import { distinctUnits, unitKey, type Unit } from '../jobs/units.js';
import { followersOf, groupsOfMember } from './group-members.js';
import { networkIdentityOf, workspaceIdentityOf, type ResourceIdentity } from './identity.js';
import { countLivingInstances, findReferrers, findResource, findTargets } from './resource.repository.js';
import type { Resource } from './resource.js';

/** The unit that makes a resource true; none for those that others carry (a gateway, a NIC). */
export async function unitOf(manager: EntityManager, resource: Resource): Promise<Unit | undefined> {
  switch (resource.kind) {
    case 'workspace':
      return { type: 'workspace', uid: resource.uid };
    case 'network':
      return { type: 'network', uid: resource.uid };
    case 'subnet':
    case 'routing-table': {
      const network = await findResource(manager, networkIdentityOf(resource));
      return network && { type: 'network', uid: network.uid };
    }
    case 'instance':
      return { type: 'instance', uid: resource.uid };
    case 'block-storage':
      return { type: 'volume', uid: resource.uid };
    case 'image':
    case 'public-ip':
    case 'security-group':
      return { type: resource.kind, uid: resource.uid };
    case 'internet-gateway':
    case 'nic':
    case 'security-group-rule':
    case 'role':
    case 'role-assignment':
      return undefined;
  }
}

/**
 * The units that a change of `resource` concerns: its own, and those reached along references. What a unit uses is
 * concerned where it may make a difference there; who uses the resource only when `isExistenceChanged`, or when the
 * resource is no unit and others have to carry the change.
 */
export async function affectedUnits(
  manager: EntityManager,
  resource: Resource,
  isExistenceChanged: boolean,
): Promise<Unit[]> {
  const own = await unitOf(manager, resource);
  const upstream = isExistenceChanged || !own ? await reached(manager, resource, findReferrerList) : [];
  const isMovingNothing =
    (resource.kind === 'nic' && upstream.length === 0) ||
    isSecurity(resource) ||
    resource.kind === 'public-ip';
  const downstream = isMovingNothing
    ? []
    : await reached(manager, resource, targetsConcerning(resource, isExistenceChanged));
  const home = await keepingWorkspace(manager, resource);
  const groups = isExistenceChanged
    ? await followersOf(manager, await groupsOfMember(manager, resource))
    : [];
  const keepers = resource.kind === 'internet-gateway' ? await networksHolding(manager, resource) : [];
  return distinctUnits(
    [own, home, ...upstream, ...downstream, ...groups, ...keepers].filter((unit) => unit !== undefined),
  );
}

/** The networks that still have something of a gateway, also when no route leads to it any more. */
async function networksHolding(manager: EntityManager, gateway: Resource): Promise<Unit[]> {
  const rows: { uid: string }[] = await manager.query(
    `SELECT DISTINCT unit_uid AS uid FROM provider_binding WHERE resource_uid = $1`,
    [gateway.uid],
  );
  return rows.map(({ uid }) => ({ type: 'network', uid }));
}

/** Its workspace keeps an instance without any NIC, and the placement of those that are to be apart. */
async function keepingWorkspace(manager: EntityManager, resource: Resource): Promise<Unit | undefined> {
  if (resource.kind !== 'instance') return undefined;
  if (nicFields(resource.spec).length > 0 && !resource.spec.antiAffinityGroup) return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(resource));
  return workspace && { type: 'workspace', uid: workspace.uid };
}

type Neighbours = (manager: EntityManager, resource: Resource) => Promise<Resource[]>;

const findReferrerList: Neighbours = (manager, resource) => findReferrers(manager, resource);
/** Public addresses and filters are put on by the instance, which tells them when it is time. */
const findTargetList: Neighbours = async (manager, resource) =>
  [...(await findTargets(manager, resource.uid)).values()].filter(
    (target) => target.kind !== 'public-ip' && !isSecurity(target),
  );

function targetsConcerning(resource: Resource, isExistenceChanged: boolean): Neighbours {
  if (isExistenceChanged) return findMatteringTargets;
  // An instance that was made stays in its networks; NICs that it takes or gives up are told by themselves.
  return resource.kind === 'instance' && resource.observedVersion > 0
    ? findTargetsBesidesNics
    : findTargetList;
}

const findTargetsBesidesNics: Neighbours = async (manager, resource) =>
  (await findTargetList(manager, resource)).filter(({ kind }) => kind !== 'nic');

/** The networks that get an instance, or lose one, by the NICs that it takes or gives up. */
export async function networksOfNics(
  manager: EntityManager,
  nics: readonly ResourceIdentity<'nic'>[],
): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const identity of nics) {
    const nic = await findResource(manager, identity);
    if (nic) units.push(...(await reached(manager, nic, findMatteringTargets)));
  }
  return distinctUnits(units);
}

function isSecurity({ kind }: Resource): boolean {
  return kind === 'security-group' || kind === 'security-group-rule';
}

/**
 * A network cares about instances only for the way out of a subnet: whether there are any that use it, however many.
 */
const findMatteringTargets: Neighbours = async (manager, resource) => {
  const targets = await findTargetList(manager, resource);
  if (resource.kind !== 'nic') return targets;
  const matters = await Promise.all(targets.map((target) => mattersToNetwork(manager, target)));
  return targets.filter((_, index) => matters[index]);
};

async function mattersToNetwork(manager: EntityManager, target: Resource): Promise<boolean> {
  if (target.kind !== 'subnet') return true;
  const tables = await findTargetList(manager, target);
  const hops = await Promise.all(tables.map((table) => findTargetList(manager, table)));
  if (!hops.flat().some(({ kind }) => kind === 'internet-gateway')) return false;
  return (await countLivingInstances(manager, target)) < 2;
}

/** The first units met when following references in one direction, through what is no unit itself. */
async function reached(manager: EntityManager, start: Resource, next: Neighbours): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const neighbour of await next(manager, start)) {
    const unit = await unitOf(manager, neighbour);
    units.push(...(unit ? [unit] : await reached(manager, neighbour, next)));
  }
  return units;
}

/**
 * The units of everything that uses `resource`, directly or through others of its own unit: an instance hangs on
 * the routes of the table that the subnet of its NIC uses.
 */
export async function unitsUsing(manager: EntityManager, resource: Resource): Promise<Unit[]> {
  const own = await unitOf(manager, resource);
  const units: Unit[] = [];
  for (const user of await findReferrers(manager, resource)) {
    if (user.uid === resource.uid) continue;
    const unit = await unitOf(manager, user);
    const isElsewhere = unit && (!own || unitKey(unit) !== unitKey(own));
    units.push(...(isElsewhere ? [unit] : await unitsUsing(manager, user)));
    // An image matters to the instances that boot from a volume made of it.
    if (resource.kind === 'image') units.push(...(await unitsUsing(manager, user)));
  }
  return distinctUnits(units);
}
