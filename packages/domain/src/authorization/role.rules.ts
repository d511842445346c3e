import type { EntityManager } from 'typeorm';
import { explainState } from '../resource/conditions.js';
import { plainRules } from '../resource/kind-rules.js';
import { findReferrers, lockResources, updateResource } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { missingNote } from './role-assignment.rules.js';
import { findMissingRoles, updateGrantsOfRole } from './role-grant.repository.js';
import { roleSpecSchema } from './role.js';

/** Source: SECA, role: what it permits holds at once wherever it is assigned. */
export const roleRules = plainRules<'role'>({
  specSchema: roleSpecSchema,
  async arrange({ manager, draft, existing }) {
    await updateGrantsOfRole(manager, draft, draft.spec.permissions);
    if (!existing) await explainAssignmentsOf(manager, draft);
    return { details: {} };
  },
});

/** Assignments may have named the role before it was there; they say what is missing now. */
async function explainAssignmentsOf(manager: EntityManager, role: Resource<'role'>): Promise<void> {
  const users = await findReferrers(manager, role, ['role-assignment']);
  for (const assignment of await lockResources(manager, users, 'no-key-update')) {
    if (assignment.kind !== 'role-assignment') continue;
    const missing = await findMissingRoles(manager, assignment);
    const note = missing.length > 0 ? { reason: 'Note', message: missingNote(missing) } : {};
    await updateResource(manager, { ...assignment, status: explainState(assignment.status, note) });
  }
}
