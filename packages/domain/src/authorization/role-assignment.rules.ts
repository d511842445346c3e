import { plainRules } from '../resource/kind-rules.js';
import type { Explanation } from '../resource/conditions.js';
import type { ReferenceField } from '../resource/references.js';
import { replaceGrants } from './role-grant.repository.js';
import { roleAssignmentSpecSchema, type RoleAssignmentSpec } from './role-assignment.js';
import { systemPermissions } from './system-roles.js';

/** Source: SECA, role assignment. Whom and where it names is not checked: both may be there before or after it. */
export const roleAssignmentRules = plainRules<'role-assignment'>({
  specSchema: roleAssignmentSpecSchema,
  references: roleReferences,
  async arrange({ manager, draft, references }) {
    await replaceGrants(manager, draft);
    const note = missingRoles(draft.spec, (pointer) => references.get(pointer)?.resource !== undefined);
    return { details: {}, ...(note ? { note } : {}) };
  },
});

/** A role that is named twice is one reference. */
export function roleReferences({ roles }: RoleAssignmentSpec): ReferenceField[] {
  return [...new Set(roles)].map((role) => ({
    pointer: rolePointer(roles.indexOf(role)),
    reference: { resource: `roles/${role}` },
    expects: ['role'],
    mayDangle: true,
  }));
}

function rolePointer(index: number): string {
  return `/spec/roles/${index}`;
}

/** The reason that the newest condition gives while roles are missing. */
export const ROLES_MISSING = 'RolesMissing';

/**
 * Which part of an assignment has no effect yet; `undefined` when all of it has. `isThere` tells of the pointer of
 * a reference whether it has led to a role.
 */
export function missingRoles(
  { roles }: RoleAssignmentSpec,
  isThere: (pointer: string) => boolean,
): Explanation | undefined {
  const missing = [...new Set(roles)].filter(
    (role) => !systemPermissions(role) && !isThere(rolePointer(roles.indexOf(role))),
  );
  if (missing.length === 0) return undefined;
  const names = missing.map((role) => `'${role}'`).join(', ');
  return { reason: ROLES_MISSING, message: `without effect while they do not exist: roles ${names}` };
}
