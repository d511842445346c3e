import { randomUUID } from 'node:crypto';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { requireTenant } from '../authorization/operator-role.js';
import { ConflictError, NotFoundError, refuseFaults } from '../errors.js';
import type { Unit } from '../jobs/units.js';
import { inTransaction } from '../persistence/transaction.js';
import { nameFault } from '../resource/names.rules.js';
import { wakeUnits } from '../resource/place-resource.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { ProviderConnectionEntity, type ConnectionMode } from './provider-connection.entity.js';
import { tokenFaults } from './token.rules.js';
import { refuseWhenEnding, type Revised } from './revise-connection.js';
import type { TokenCipher } from './token-cipher.js';

export interface BindRequest {
  tenant: string;
  name: string;
  provider: string;
  endpoint: string;
  token: string;
  /** Mode `smoke` is set afterwards, with its terms. */
  mode: Exclude<ConnectionMode, 'smoke'>;
  /** Whether one of this name may be there already, and gets the new token, endpoint and mode. */
  mayReplace?: boolean;
}

/**
 * Binds a project at a provider to a tenant, as its default connection if it has none. The token is stored encrypted
 * and checked by a job. Workspaces that were waiting for a connection get the default one. Throws `NotFoundError`
 * for an unknown tenant, `ConflictError` for a name that is taken, `ValidationError` for one that is no name.
 */
export async function bindConnection(
  domain: Domain,
  caller: OperatorCaller,
  cipher: TokenCipher,
  request: BindRequest,
): Promise<Revised> {
  requireTenant(caller, request.tenant);
  const fault = nameFault('connection', request.name);
  refuseFaults([...(fault ? [fault] : []), ...tokenFaults(request.token)]);
  const { tenant, name, provider, endpoint, token, mode } = request;
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const owner = await manager.findOne(TenantEntity, {
      where: { name: tenant },
      lock: { mode: 'pessimistic_write' },
    });
    if (!owner) throw new NotFoundError(`there is no tenant '${tenant}'`);
    const existing = await manager.findOneBy(ProviderConnectionEntity, { tenant, name });
    const id = existing?.id ?? randomUUID();
    if (existing && !request.mayReplace) throw new ConflictError(`connection '${name}' is there already`);
    if (existing) refuseWhenEnding(existing);
    const { ciphertext, keyId } = cipher.encrypt(id, token);
    const bound = { tenant, name, provider, endpoint, mode, tokenCiphertext: ciphertext, tokenKeyId: keyId };
    const revision = (existing?.revision ?? 0) + 1;
    if (existing) await manager.update(ProviderConnectionEntity, { id }, { ...bound, revision });
    else {
      const status = { status: 'connecting', statusSince: now, createdAt: now } as const;
      await manager.insert(ProviderConnectionEntity, { id, ...bound, ...status, revision });
    }
    if (owner.defaultConnectionId === null) {
      await manager.update(TenantEntity, { name: tenant }, { defaultConnectionId: id });
    }
    const changes = [{ path: 'mode', after: mode }];
    await recordOperatorAudit(manager, caller, 'bind connection', tenant, `connection ${name}`, now, changes);
    const waiting = await manager.findBy(ResourceEntity, { tenant, kind: 'workspace' });
    const units = waiting
      .filter((workspace) => workspace.connectionId === null)
      .map((workspace): Unit => ({ type: 'workspace', uid: workspace.uid }));
    await wakeUnits(domain, transaction, [{ type: 'connection', uid: id }, ...units]);
    transaction.afterCommit(() => domain.jobs.announce([{ type: 'connection', id, tenant }]));
    return { id, revision };
  });
}
