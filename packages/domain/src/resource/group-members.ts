import type { EntityManager } from 'typeorm';
import { distinctUnits, type Unit } from '../jobs/units.js';
import { isSameIdentity, type TargetIdentity } from './identity.js';
import type { Kind } from './kinds.js';
import { findReferrers, findTargets } from './resource.repository.js';
import type { Resource } from './resource.js';

/**
 * The security groups whose rules let the members of one of `groups` through: they follow those, whoever joins or
 * leaves.
 */
export async function followersOf(
  manager: EntityManager,
  groups: readonly TargetIdentity[],
): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const group of groups) {
    for (const user of await findReferrers(manager, group, ['security-group', 'security-group-rule'])) {
      const followers =
        user.kind === 'security-group' ? [user] : await findReferrers(manager, user, ['security-group']);
      units.push(...followers.map(({ uid }): Unit => ({ type: 'security-group', uid })));
    }
  }
  return distinctUnits(units);
}

/** The groups that an instance or a NIC is in. */
export async function groupsOfMember(manager: EntityManager, resource: Resource): Promise<Resource[]> {
  if (resource.kind !== 'nic' && resource.kind !== 'instance') return [];
  const targets = await findTargets(manager, resource.uid);
  return [...targets.values()].filter(({ kind }) => kind === 'security-group');
}

/** The groups that an instance or a NIC has joined or left, by what its spec named before and names now. */
export function membershipChanges(
  kind: Kind,
  before: readonly TargetIdentity[],
  after: readonly TargetIdentity[],
): TargetIdentity[] {
  if (kind !== 'nic' && kind !== 'instance') return [];
  const isGroup = (target: TargetIdentity) => target.kind === 'security-group';
  const lacks = (targets: readonly TargetIdentity[], target: TargetIdentity) =>
    !targets.some((each) => isSameIdentity(each, target));
  return [
    ...before.filter((target) => isGroup(target) && lacks(after, target)),
    ...after.filter((target) => isGroup(target) && lacks(before, target)),
  ];
}
