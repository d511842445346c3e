import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ValidationError } from '../errors.js';
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
