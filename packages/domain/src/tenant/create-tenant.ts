import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { ensureTenantAdmin } from '../authorization/ensure-tenant-admin.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { ConflictError, ValidationError } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import { nameFault } from '../resource/names.rules.js';
import { TenantEntity } from './tenant.entity.js';

/** Makes a tenant; one that exists already stays as it is. Returns whether it is new. */
export async function ensureTenant(domain: Domain, caller: OperatorCaller, name: string): Promise<boolean> {
  const fault = nameFault('tenant', name);
  if (fault) throw new ValidationError([fault]);
  return inTransaction(domain.dataSource, async ({ manager }) => {
    if (await manager.existsBy(TenantEntity, { name })) return false;
    const now = domain.clock.now();
    await manager.insert(TenantEntity, {
      name,
      defaultConnectionId: null,
      spendLimitEur: null,
      createdAt: now,
    });
    await recordOperatorAudit(manager, caller, 'create tenant', name, `tenant ${name}`, now);
    return true;
  });
}

/**
 * Makes a tenant, with its first administrator where a subject is named. Throws `ConflictError` for a name that is
 * taken, `ForbiddenError` for an operator who is limited to one tenant.
 */
export async function createTenant(
  domain: Domain,
  caller: OperatorCaller,
  name: string,
  adminSubject: string | undefined,
): Promise<void> {
  requireTenant(caller, name);
  if (!(await ensureTenant(domain, caller, name)))
    throw new ConflictError(`tenant '${name}' is there already`);
  if (adminSubject !== undefined) await ensureTenantAdmin(domain, caller, name, adminSubject);
}
