import type { EntityManager } from 'typeorm';
import { explainState } from '../resource/conditions.js';
import { plainRules } from '../resource/kind-rules.js';
import { findReferrers, findTargets, updateResource } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { ROLES_MISSING, missingRoles } from './role-assignment.rules.js';
import { updateGrantsOfRole } from './role-grant.repository.js';
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
  for (const assignment of await findReferrers(manager, role, ['role-assignment'])) {
    if (assignment.kind !== 'role-assignment') continue;
    if (assignment.status.conditions[0]?.reason !== ROLES_MISSING) continue;
    const found = await findTargets(manager, assignment.uid);
    const note = missingRoles(assignment.spec, (pointer) => found.has(pointer));
    await updateResource(manager, { ...assignment, status: explainState(assignment.status, note ?? {}) });
  }
}
