import type { EntityManager } from 'typeorm';
import { TenantEntity } from './tenant.entity.js';

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
