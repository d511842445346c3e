import type { EntityManager } from 'typeorm';
import type { Caller } from '../authorization/caller.js';
import { ForbiddenError } from '../errors.js';
import { TenantEntity } from './tenant.entity.js';

/**
 * Throws `ForbiddenError` for a write of a SECA client to a suspended tenant. Operators go on, reads work, and what
 * was accepted before is still made true.
 */
export async function refuseWhenSuspended(
  manager: EntityManager,
  caller: Caller,
  tenant: string,
): Promise<void> {
  if (caller.type === 'operator') return;
  const row = await manager.findOne(TenantEntity, { select: { suspendedAt: true }, where: { name: tenant } });
  if (row?.suspendedAt) {
    throw new ForbiddenError(`tenant '${tenant}' is suspended: it can be read, but not changed`);
  }
}
