import type { DataSource, EntityManager } from 'typeorm';
import { runPrepared } from '../persistence/prepared-statement.js';
import type { ResourceIdentity } from '../resource/identity.js';
import type { Resource } from '../resource/resource.js';
import type { RoleGrant } from './access.rules.js';
import { RoleGrantEntity, RoleGrantSubjectEntity } from './role-grant.entity.js';
import type { Permission } from './role.js';
import { systemPermissions, systemRoleNames } from './system-roles.js';

/** A grant as `grantsAsJson` gives it. */
export type GrantRow = Pick<RoleGrantEntity, 'role' | 'scopes' | 'permissions'>;

/** SQL for the grants of a tenant's assignments for a subject, by two indexes: a list of `GrantRow`, null for none. */
export function grantsAsJson(tenant: string, subject: string): string {
  return `(SELECT json_agg(json_build_object('role', granted.role, 'scopes', granted.scopes,
                                             'permissions', granted.permissions))
             FROM role_grant_subject addressed
             JOIN role_grant granted ON granted.assignment_uid = addressed.assignment_uid
            WHERE addressed.tenant = ${tenant} AND addressed.subject IN (${subject}, '*'))`;
}

export function grantsFromRows(rows: readonly GrantRow[] | null): RoleGrant[] {
  return (rows ?? []).map(({ role, scopes, permissions }) => ({
    scopes,
    permissions: permissions ?? systemPermissions(role) ?? [],
  }));
}

const FIND_GRANTS = `SELECT ${grantsAsJson('$1', '$2')} AS grants`;

/** The grants of a tenant's assignments for this subject. */
export async function findGrants(
  dataSource: DataSource,
  tenant: string,
  subject: string,
): Promise<RoleGrant[]> {
  const [row] = await runPrepared<{ grants: GrantRow[] | null }>(dataSource, 'find grants', FIND_GRANTS, [
    tenant,
    subject,
  ]);
  return grantsFromRows(row?.grants ?? null);
}

/** Makes the grants of an assignment what its spec says. Gives the names of its roles that do not exist. */
export async function replaceGrants(
  manager: EntityManager,
  { uid, tenant, spec }: Resource<'role-assignment'>,
): Promise<string[]> {
  await lockGrants(manager, tenant);
  await removeGrants(manager, uid);
  await manager.insert(
    RoleGrantSubjectEntity,
    [...new Set(spec.subs)].map((subject) => ({ tenant, subject, assignmentUid: uid })),
  );
  const rows: Pick<RoleGrantEntity, 'role' | 'permissions'>[] = await manager.query(
    `INSERT INTO role_grant (assignment_uid, role, tenant, scopes, permissions)
     SELECT $1, named.role, $2, $3::jsonb,
            CASE WHEN named.role = ANY($5) THEN NULL
                 ELSE coalesce((SELECT stored.spec -> 'permissions' FROM resource stored
                                 WHERE (stored.tenant, stored.region, stored.workspace, stored.network,
                                        stored.kind, stored.name) = ($2, '', '', '', 'role', named.role)), '[]') END
       FROM unnest($4::text[]) AS named(role)
     RETURNING role, permissions`,
    [uid, tenant, JSON.stringify(spec.scopes), [...new Set(spec.roles)], systemRoleNames],
  );
  return rows.filter(isOfMissingRole).map(({ role }) => role);
}

/** The roles that an assignment names and that do not exist. */
export async function findMissingRoles(
  manager: EntityManager,
  { uid }: Resource<'role-assignment'>,
): Promise<string[]> {
  const rows = await manager.find(RoleGrantEntity, {
    where: { assignmentUid: uid },
    order: { role: 'ASC' },
  });
  return rows.filter(isOfMissingRole).map(({ role }) => role);
}

/** A role that exists has a permission at least. */
function isOfMissingRole({ permissions }: Pick<RoleGrantEntity, 'permissions'>): boolean {
  return permissions?.length === 0;
}

/** Takes back what an assignment has given. */
export async function removeGrants(manager: EntityManager, assignmentUid: string): Promise<void> {
  await manager.delete(RoleGrantSubjectEntity, { assignmentUid });
  await manager.delete(RoleGrantEntity, { assignmentUid });
}

/** Makes all grants of a role what the role permits now. */
export async function updateGrantsOfRole(
  manager: EntityManager,
  { tenant, name }: ResourceIdentity<'role'>,
  permissions: readonly Permission[],
): Promise<void> {
  await lockGrants(manager, tenant);
  await manager.update(RoleGrantEntity, { tenant, role: name }, { permissions: [...permissions] });
}

/** Takes back what is given by a role that goes. */
export async function removeGrantsOfRole(
  manager: EntityManager,
  { tenant, name }: ResourceIdentity<'role'>,
): Promise<void> {
  await lockGrants(manager, tenant);
  await manager.delete(RoleGrantEntity, { tenant, role: name });
}

/**
 * One change of a tenant's roles or assignments at a time: what either reads of the other has to be what will be
 * there after its commit, also when it does not exist yet and so cannot be locked.
 */
async function lockGrants(manager: EntityManager, tenant: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`role_grant ${tenant}`]);
}
