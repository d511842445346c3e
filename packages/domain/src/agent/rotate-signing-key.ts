import { In, IsNull, type EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireNoLimit } from '../authorization/operator.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import type { TokenCipher } from '../provider/token-cipher.js';
import { namesExactly } from './configuration.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { GatewayConfigurationEntity } from './gateway-configuration.entity.js';
import { lockLivingAgent } from './gateway-agent.repository.js';
import { publishTo } from './publish-configuration.js';
import {
  addSigningKey,
  ensureSigningKeys,
  findSigningKeys,
  lockSigningKeys,
  retireSigningKeys,
} from './signing-key.repository.js';
import type { SigningKeyEntity } from './signing-key.entity.js';

/**
 * Makes a new signing key and tells every agent of it. The old one goes on signing until each has confirmed that it
 * knows the new one (`tendSigningKeys`). Throws `ConflictError` while another rotation is under way, and
 * `ForbiddenError` for a caller who is limited to a tenant.
 */
export async function rotateSigningKey(
  domain: Domain,
  caller: OperatorCaller,
  cipher: TokenCipher,
): Promise<void> {
  requireNoLimit(caller);
  await inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    await lockSigningKeys(manager);
    const keys = await ensureSigningKeys(manager, cipher, now);
    if (keys.length > 1) throw new ConflictError('a rotation of the signing keys is under way');
    await addSigningKey(manager, cipher, now);
    await recordOperatorAudit(manager, caller, 'rotate signing keys', '', 'signing keys of agents', now);
    await publishAnew(domain, transaction, cipher);
  });
}

/**
 * Brings a rotation that is under way forward: retires the old key once every agent knows the new one, and publishes
 * what names other keys than those in use. To be called now and then, by any number of processes.
 */
export async function tendSigningKeys(domain: Domain, cipher: TokenCipher): Promise<void> {
  const { manager } = domain.dataSource;
  const keys = await findSigningKeys(manager);
  if (keys.length < 2) return;
  const isReady = await isKnownToAll(domain, manager, keys);
  if (!isReady && (await findOutdated(manager, keys)).length === 0) return;
  await inTransaction(domain.dataSource, async (transaction) => {
    await lockSigningKeys(transaction.manager);
    await retireWhenKnown(domain, transaction.manager);
    await publishAnew(domain, transaction, cipher);
  });
}

async function retireWhenKnown(domain: Domain, manager: EntityManager): Promise<void> {
  const keys = await findSigningKeys(manager);
  if (keys.length < 2 || !(await isKnownToAll(domain, manager, keys))) return;
  const old = keys.slice(0, -1).map(({ id }) => id);
  await retireSigningKeys(manager, old, domain.clock.now());
}

/** Whether each agent has a configuration in force that names every key; one that can't register any more is none. */
async function isKnownToAll(
  { clock }: Domain,
  manager: EntityManager,
  keys: readonly SigningKeyEntity[],
): Promise<boolean> {
  const now = clock.now();
  const agents = await findLivingAgents(manager);
  const reachable = agents.filter((agent) => agent.registeredAt !== null || agent.identityExpiresAt > now);
  const configurations = await configurationsOf(manager, reachable);
  return reachable.every((agent) => {
    const configuration = configurations.find(({ agentId }) => agentId === agent.id);
    return configuration?.version === agent.acknowledgedVersion && namesExactly(configuration.signed, keys);
  });
}

async function publishAnew(domain: Domain, transaction: Transaction, cipher: TokenCipher): Promise<void> {
  const { manager } = transaction;
  for (const { agentId } of await findOutdated(manager, await findSigningKeys(manager))) {
    const agent = await lockLivingAgent(manager, { id: agentId });
    const current = await manager.findOneBy(GatewayConfigurationEntity, { agentId });
    if (agent && current) await publishTo(domain, transaction, agent, current.sourcePrefixes, cipher);
  }
}

/** The configurations of living agents that name other keys than these, in the order of the agents' ids. */
async function findOutdated(
  manager: EntityManager,
  keys: readonly SigningKeyEntity[],
): Promise<GatewayConfigurationEntity[]> {
  const configurations = await configurationsOf(manager, await findLivingAgents(manager));
  return configurations
    .filter(({ signed }) => !namesExactly(signed, keys))
    .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
}

type LivingAgent = Pick<
  GatewayAgentEntity,
  'id' | 'registeredAt' | 'identityExpiresAt' | 'acknowledgedVersion'
>;

function findLivingAgents(manager: EntityManager): Promise<LivingAgent[]> {
  return manager.find(GatewayAgentEntity, {
    select: { id: true, registeredAt: true, identityExpiresAt: true, acknowledgedVersion: true },
    where: { revokedAt: IsNull() },
  });
}

async function configurationsOf(
  manager: EntityManager,
  agents: readonly LivingAgent[],
): Promise<GatewayConfigurationEntity[]> {
  return manager.findBy(GatewayConfigurationEntity, { agentId: In(agents.map(({ id }) => id)) });
}
