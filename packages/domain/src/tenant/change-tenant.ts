import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { JsonValue } from '../audit/audit-event.entity.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { NotFoundError, ValidationError } from '../errors.js';
import type { Unit } from '../jobs/units.js';
import { inTransaction } from '../persistence/transaction.js';
import { ProviderConnectionEntity } from '../provider/provider-connection.entity.js';
import { refuseWhenEnding } from '../provider/revise-connection.js';
import { wakeUnits } from '../resource/place-resource.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import { TenantEntity } from './tenant.entity.js';
import { lockTenant } from './tenant.repository.js';
import { isUuid } from '../persistence/uuid.js';

/** Refuses SECA's writes from now on; reads work, and what was accepted is still made true. */
export async function suspendTenant(domain: Domain, caller: OperatorCaller, name: string): Promise<void> {
  await changeTenant(domain, caller, name, 'suspend tenant', ({ suspendedAt }, now) => ({
    suspendedAt: suspendedAt ?? now,
  }));
}

/** Takes SECA's writes again. */
export async function resumeTenant(domain: Domain, caller: OperatorCaller, name: string): Promise<void> {
  await changeTenant(domain, caller, name, 'resume tenant', () => ({ suspendedAt: null }));
}

/** Limits what everything of the tenant may cost per month, in euros without VAT; `undefined` takes the limit away. */
export async function setSpendLimit(
  domain: Domain,
  caller: OperatorCaller,
  name: string,
  limitEur: number | undefined,
): Promise<void> {
  if (limitEur !== undefined && !(Number.isFinite(limitEur) && limitEur >= 0)) {
    throw new ValidationError([{ pointer: '', message: 'the spend limit has to be 0 € or more' }]);
  }
  await changeTenant(domain, caller, name, 'set spend limit', () => ({ spendLimitEur: limitEur ?? null }));
}

/**
 * Makes a connection the one that new workspaces take, and those that have none yet. Throws `NotFoundError` for one
 * that is not the tenant's, `ConflictError` for one that is ending.
 */
export async function setDefaultConnection(
  domain: Domain,
  caller: OperatorCaller,
  name: string,
  connectionId: string,
): Promise<void> {
  await inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const { defaultConnectionId } = await lockTenant(manager, caller, name);
    const connection =
      isUuid(connectionId) &&
      (await manager.findOneBy(ProviderConnectionEntity, { id: connectionId, tenant: name }));
    if (!connection) throw new NotFoundError(`tenant '${name}' has no connection '${connectionId}'`);
    refuseWhenEnding(connection);
    await manager.update(TenantEntity, { name }, { defaultConnectionId: connectionId });
    const changes = [{ path: 'defaultConnection', before: defaultConnectionId, after: connectionId }];
    const now = domain.clock.now();
    await recordOperatorAudit(
      manager,
      caller,
      'set default connection',
      name,
      `tenant ${name}`,
      now,
      changes,
    );
    await wakeUnits(domain, transaction, await unconnectedWorkspaces(domain, name));
  });
}

async function unconnectedWorkspaces({ dataSource }: Domain, tenant: string): Promise<Unit[]> {
  const workspaces = await dataSource.manager.findBy(ResourceEntity, { tenant, kind: 'workspace' });
  return workspaces
    .filter(({ connectionId }) => connectionId === null)
    .map(({ uid }) => ({ type: 'workspace', uid }));
}

type Change = Partial<Pick<TenantEntity, 'suspendedAt' | 'spendLimitEur'>>;

async function changeTenant(
  domain: Domain,
  caller: OperatorCaller,
  name: string,
  action: string,
  changeOf: (tenant: TenantEntity, now: Date) => Change,
): Promise<void> {
  await inTransaction(domain.dataSource, async ({ manager }) => {
    const now = domain.clock.now();
    const tenant = await lockTenant(manager, caller, name);
    const change = changeOf(tenant, now);
    await manager.update(TenantEntity, { name }, change);
    const changes = (Object.keys(change) as (keyof Change)[]).map((path) => ({
      path,
      before: jsonOf(tenant[path]),
      after: jsonOf(change[path]),
    }));
    await recordOperatorAudit(manager, caller, action, name, `tenant ${name}`, now, changes);
  });
}

function jsonOf(value: Date | number | null | undefined): JsonValue {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}
