import { recordAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Transaction } from '../persistence/transaction.js';
import {
  findReferrers,
  lockResources,
  replaceReferences,
  updateResource,
} from '../resource/resource.repository.js';
import { targetsOf } from '../resource/resolve-references.js';
import type { Resource } from '../resource/resource.js';
import type { Caller } from './caller.js';
import { roleReferences } from './role-assignment.rules.js';
import { removeGrantsOfRole } from './role-grant.repository.js';

/**
 * Takes a role that is being deleted out of all assignments, which stay, also without any role left. Source: SECA,
 * role.
 */
export async function takeOutOfAssignments(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  caller: Caller,
  role: Resource<'role'>,
): Promise<void> {
  const users = await findReferrers(manager, role, ['role-assignment']);
  // In the order in which a PUT of an assignment locks: the row, then the grants.
  const assignments = await lockResources(manager, users, 'no-key-update');
  await removeGrantsOfRole(manager, role);
  const now = domain.clock.now();
  for (const assignment of assignments) {
    if (assignment.kind !== 'role-assignment') continue;
    const { resourceVersion, spec } = assignment;
    const roles = spec.roles.filter((name) => name !== role.name);
    const changed: Resource<'role-assignment'> = {
      ...assignment,
      spec: { ...spec, roles },
      // Who has seen the former spec must not overwrite this one unaware.
      resourceVersion: resourceVersion + 1,
      observedVersion: resourceVersion + 1,
      lastModifiedAt: now,
    };
    await updateResource(manager, changed);
    await replaceReferences(manager, changed.uid, targetsOf(roleReferences(changed.spec), changed));
    await recordAudit(manager, caller, 'update', changed, assignment, now);
    afterCommit(() => domain.jobs.announce([noticeOf(changed)]));
  }
}
