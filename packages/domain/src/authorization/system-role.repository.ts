import type { EntityManager } from 'typeorm';
import type { ResourceIdentity } from '../resource/identity.js';
import type { Resource } from '../resource/resource.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { systemPermissions, systemRoleNames, systemRoleOf } from './system-roles.js';

/** The role of the system that is named, if it is one and the tenant exists. */
export async function findSystemRole(
  manager: EntityManager,
  { kind, tenant, name }: ResourceIdentity,
): Promise<Resource<'role'> | undefined> {
  if (kind !== 'role' || !systemPermissions(name)) return undefined;
  const row = await manager.findOneBy(TenantEntity, { name: tenant });
  return row ? systemRoleOf(tenant, name, row.createdAt) : undefined;
}

/** The roles of the system whose names come after `after`, as a tenant sees them. */
export async function listSystemRoles(
  manager: EntityManager,
  tenant: string,
  after = '',
): Promise<Resource<'role'>[]> {
  const row = await manager.findOneBy(TenantEntity, { name: tenant });
  if (!row) return [];
  return systemRoleNames
    .filter((name) => name > after)
    .flatMap((name) => systemRoleOf(tenant, name, row.createdAt) ?? []);
}
