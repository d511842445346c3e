import type { EntityManager } from 'typeorm';
import { distinctUnits, type Unit } from '../jobs/units.js';
import type { TargetIdentity } from './identity.js';
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
