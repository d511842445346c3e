import type { EntityManager } from 'typeorm';
import type { Unit } from '../jobs/units.js';
import { networksOfNics } from './affected-units.js';
import { followersOf } from './group-members.js';
import { isSameIdentity, type TargetIdentity } from './identity.js';
import type { Kind } from './kinds.js';

/** What a spec named before and names no more, and the other way round. */
export function changedTargets(
  before: readonly TargetIdentity[],
  after: readonly TargetIdentity[],
): TargetIdentity[] {
  const lacks = (targets: readonly TargetIdentity[], target: TargetIdentity) =>
    !targets.some((each) => isSameIdentity(each, target));
  return [
    ...before.filter((target) => lacks(after, target)),
    ...after.filter((target) => lacks(before, target)),
  ];
}

/**
 * Whom it concerns, beside what the resource names now, that it has taken or given up these: the followers of groups
 * that it has joined or left, and the networks of an instance's NICs. A new instance is told to those by its existence.
 */
export async function unitsOfMoved(
  manager: EntityManager,
  kind: Kind,
  moved: readonly TargetIdentity[],
  isNew: boolean,
): Promise<Unit[]> {
  if (kind !== 'nic' && kind !== 'instance') return [];
  const groups = moved.filter((target) => target.kind === 'security-group');
  const nics = isNew
    ? []
    : moved.flatMap((target) => (target.kind === 'nic' ? [{ ...target, kind: target.kind }] : []));
  return [...(await followersOf(manager, groups)), ...(await networksOfNics(manager, nics))];
}
