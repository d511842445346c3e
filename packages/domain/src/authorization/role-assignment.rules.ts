import { plainRules } from '../resource/kind-rules.js';
import type { ReferenceField } from '../resource/references.js';
import { replaceGrants } from './role-grant.repository.js';
import { roleAssignmentSpecSchema, type RoleAssignmentSpec } from './role-assignment.js';

/** Source: SECA, role assignment. Whom and where it names is not checked: both may be there before or after it. */
export const roleAssignmentRules = plainRules<'role-assignment'>({
  specSchema: roleAssignmentSpecSchema,
  references: roleReferences,
  async arrange({ manager, draft }) {
    const missing = await replaceGrants(manager, draft);
    return { details: {}, ...(missing.length > 0 ? { note: missingNote(missing) } : {}) };
  },
});

/** A role that is named twice is one reference. */
export function roleReferences({ roles }: RoleAssignmentSpec): ReferenceField[] {
  return [...new Set(roles)].map((role) => ({
    pointer: `/spec/roles/${roles.indexOf(role)}`,
    reference: { resource: `roles/${role}` },
    expects: ['role'],
    mayDangle: true,
  }));
}

/** Which part of an assignment has no effect yet. */
export function missingNote(roles: readonly string[]): string {
  return `without effect while they do not exist: roles ${roles.map((role) => `'${role}'`).join(', ')}`;
}
