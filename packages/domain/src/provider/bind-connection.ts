import { randomUUID } from 'node:crypto';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import type { Unit } from '../jobs/units.js';
import { inTransaction } from '../persistence/transaction.js';
import { wakeUnits } from '../resource/place-resource.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { ProviderConnectionEntity, type ConnectionMode } from './provider-connection.entity.js';
import type { TokenCipher } from './token-cipher.js';

export interface BindRequest {
  tenant: string;
  name: string;
  provider: string;
  endpoint: string;
  token: string;
  mode: ConnectionMode;
}

/**
 * Binds a project at a provider to a tenant, as its default connection. The token is stored encrypted and
 * checked by a job. Binding again under the same name replaces token, endpoint and mode. Workspaces that were
 * waiting for a connection get this one. Returns the connection's id.
 */
export async function bindConnection(
  domain: Domain,
  caller: OperatorCaller,
  cipher: TokenCipher,
  request: BindRequest,
): Promise<string> {
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
    const { ciphertext, keyId } = cipher.encrypt(id, token);
    const bound = { tenant, name, provider, endpoint, mode, tokenCiphertext: ciphertext, tokenKeyId: keyId };
    if (existing) await manager.update(ProviderConnectionEntity, { id }, bound);
    else {
      const status = { status: 'connecting', statusSince: now, createdAt: now } as const;
      await manager.insert(ProviderConnectionEntity, { id, ...bound, ...status });
    }
    await manager.update(TenantEntity, { name: tenant }, { defaultConnectionId: id });
    await recordOperatorAudit(manager, caller, 'bind connection', tenant, `connection ${name}`, now);
    const waiting = await manager.findBy(ResourceEntity, { tenant, kind: 'workspace' });
    const units = waiting
      .filter((workspace) => workspace.connectionId === null)
      .map((workspace): Unit => ({ type: 'workspace', uid: workspace.uid }));
    await wakeUnits(domain, transaction, [{ type: 'connection', uid: id }, ...units]);
    return id;
  });
}
