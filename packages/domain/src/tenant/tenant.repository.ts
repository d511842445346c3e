import type { EntityManager } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import { NotFoundError } from '../errors.js';
import { TenantEntity } from './tenant.entity.js';
import type { Tenant } from './tenant.js';

/** The connection that a new workspace of the tenant takes; `undefined` while there is none. */
export async function defaultConnectionOf(
  manager: EntityManager,
  tenant: string,
): Promise<string | undefined> {
  const row = await manager.findOneBy(TenantEntity, { name: tenant });
  return row?.defaultConnectionId ?? undefined;
}

export async function hasTenant(manager: EntityManager, name: string): Promise<boolean> {
  return manager.existsBy(TenantEntity, { name });
}

/** The tenants that the caller may enter, by name. */
export async function listTenants(manager: EntityManager, caller: OperatorCaller): Promise<Tenant[]> {
  const where = caller.tenant === undefined ? {} : { name: caller.tenant };
  const rows = await manager.find(TenantEntity, { where, order: { name: 'ASC' } });
  return rows.map(tenantFromEntity);
}

/** Throws `NotFoundError`, or `ForbiddenError` for one that the caller may not enter. */
export async function getTenant(
  manager: EntityManager,
  caller: OperatorCaller,
  name: string,
): Promise<Tenant> {
  requireTenant(caller, name);
  const row = await manager.findOneBy(TenantEntity, { name });
  if (!row) throw new NotFoundError(`there is no tenant '${name}'`);
  return tenantFromEntity(row);
}

/** The row, locked until the transaction ends. Throws as `getTenant` does. */
export async function lockTenant(
  manager: EntityManager,
  caller: OperatorCaller,
  name: string,
): Promise<TenantEntity> {
  requireTenant(caller, name);
  const row = await manager.findOne(TenantEntity, {
    where: { name },
    lock: { mode: 'for_no_key_update' },
  });
  if (!row) throw new NotFoundError(`there is no tenant '${name}'`);
  return row;
}

function tenantFromEntity(row: TenantEntity): Tenant {
  const { name, createdAt } = row;
  return {
    name,
    createdAt,
    defaultConnectionId: row.defaultConnectionId ?? undefined,
    suspendedAt: row.suspendedAt ?? undefined,
    spendLimitEur: row.spendLimitEur ?? undefined,
  };
}
