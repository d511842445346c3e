import { IsNull } from 'typeorm';
import type { Domain } from '../domain.js';
import { UnauthenticatedError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { identityHashOf, type KnownAgent } from './gateway-agent.repository.js';
import { announceNetwork } from './tell-network.js';

export interface Registration {
  agentId: string;
  /** The one-time secret of the VM's user data. */
  identity: string;
  /** SHA-256 of the certificate that the agent has just proved to hold, in lower-case hex. */
  fingerprint: string;
}

/**
 * Lets an agent in by its one-time identity and knows it by its certificate from then on. Of many that try with
 * one identity a single one wins. Who has won may ask again with the same certificate: its answer may have been lost.
 *
 * Throws `UnauthenticatedError`, without telling apart what was wrong.
 */
export async function registerAgent(domain: Domain, registration: Registration): Promise<KnownAgent> {
  const agent = await inTransaction(
    domain.dataSource,
    async (transaction) =>
      (await redeemIdentity(domain, transaction, registration)) ??
      (await findRegistered(transaction, registration)),
  );
  if (!agent) throw new UnauthenticatedError('this identity is not valid, or not any more');
  return agent;
}

async function redeemIdentity(
  domain: Domain,
  transaction: Transaction,
  { agentId, identity, fingerprint }: Registration,
): Promise<KnownAgent | undefined> {
  const [rows]: [{ gatewayUid: string; networkUid: string }[], number] = await transaction.manager.query(
    `UPDATE gateway_agent SET identity_hash = NULL, fingerprint = $3, registered_at = $4
      WHERE id = $1 AND identity_hash = $2 AND identity_expires_at > $4 AND revoked_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM gateway_agent other WHERE other.fingerprint = $3)
      RETURNING gateway_uid AS "gatewayUid", network_uid AS "networkUid"`,
    [agentId, identityHashOf(identity), fingerprint, domain.clock.now()],
  );
  const [row] = rows;
  if (!row) return undefined;
  // What can be done about it comes with the first heartbeat.
  await announceNetwork(domain, transaction, row.networkUid);
  return { id: agentId, ...row };
}

async function findRegistered(
  { manager }: Transaction,
  { agentId, fingerprint }: Registration,
): Promise<KnownAgent | undefined> {
  const agent = await manager.findOneBy(GatewayAgentEntity, {
    id: agentId,
    fingerprint,
    revokedAt: IsNull(),
  });
  return agent ? { id: agent.id, gatewayUid: agent.gatewayUid, networkUid: agent.networkUid } : undefined;
}
