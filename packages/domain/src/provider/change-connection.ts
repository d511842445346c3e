import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { refuseFaults, type Fault } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import type { ConnectionMode } from './provider-connection.entity.js';
import { lockConnection, refuseWhenEnding, reviseConnection, type Revised } from './revise-connection.js';
import { refuseBadTerms, type SmokeTerms } from './smoke-terms.js';
import { tokenFaults } from './token.rules.js';
import type { TokenCipher } from './token-cipher.js';

/**
 * Has a connection checked now, its foreign objects counted and its offers read. Throws `NotFoundError`,
 * `ForbiddenError` and `ConflictError`, as every command here does.
 */
export async function checkConnection(domain: Domain, caller: OperatorCaller, id: string): Promise<Revised> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const row = await lockConnection(manager, caller, id);
    refuseWhenEnding(row);
    await recordOperatorAudit(
      manager,
      caller,
      'check connection',
      row.tenant,
      `connection ${row.name}`,
      domain.clock.now(),
    );
    return reviseConnection(domain, transaction, row, { inspectedAt: null, catalogueReadAt: null });
  });
}

/** Replaces the token in place. What waited for a good one goes on as soon as the check has found it good. */
export async function rotateToken(
  domain: Domain,
  caller: OperatorCaller,
  cipher: TokenCipher,
  id: string,
  token: string,
): Promise<Revised> {
  refuseFaults(tokenFaults(token));
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const row = await lockConnection(manager, caller, id);
    refuseWhenEnding(row);
    const { ciphertext, keyId } = cipher.encrypt(id, token);
    await recordOperatorAudit(manager, caller, 'rotate token', row.tenant, `connection ${row.name}`, now);
    return reviseConnection(domain, transaction, row, {
      tokenCiphertext: ciphertext,
      tokenKeyId: keyId,
      tokenAccess: null,
      status: 'connecting',
      statusCode: null,
      statusSince: now,
    });
  });
}

/**
 * Sets whether writes are sent to the provider. What waited for them goes on after the check. Mode `smoke` needs terms,
 * the others take none: throws `ValidationError`. Each time it is set, nothing of its cap is spent yet.
 */
export async function setConnectionMode(
  domain: Domain,
  caller: OperatorCaller,
  id: string,
  mode: ConnectionMode,
  smoke?: SmokeTerms,
): Promise<Revised> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const row = await lockConnection(manager, caller, id);
    refuseWhenEnding(row);
    refuseFaults(modeFaults(mode, smoke));
    if (smoke) refuseBadTerms(smoke, now);
    const changes = [
      { path: 'mode', before: row.mode, after: mode },
      ...(smoke
        ? [{ path: 'smoke', after: `${smoke.capEur} EUR until ${smoke.expiresAt.toISOString()}` }]
        : []),
    ];
    const target = `connection ${row.name}`;
    await recordOperatorAudit(manager, caller, 'set mode', row.tenant, target, now, changes);
    if (row.mode === mode && !smoke) return { id, revision: row.revision };
    return reviseConnection(domain, transaction, row, {
      mode,
      smokeCapEur: smoke?.capEur ?? null,
      smokeExpiresAt: smoke?.expiresAt ?? null,
      smokeSpentEur: 0,
      status: 'connecting',
      statusCode: null,
      statusSince: now,
    });
  });
}

function modeFaults(mode: ConnectionMode, smoke: SmokeTerms | undefined): Fault[] {
  if ((mode === 'smoke') === (smoke !== undefined)) return [];
  const message =
    mode === 'smoke'
      ? 'mode smoke needs a cap and an expiry'
      : 'a cap and an expiry are for mode smoke alone';
  return [{ pointer: '/mode', message }];
}
