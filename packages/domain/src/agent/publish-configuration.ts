import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import type { Transaction } from '../persistence/transaction.js';
import type { TokenCipher } from '../provider/token-cipher.js';
import { namesExactly, signConfiguration, type SignedConfiguration } from './configuration.js';
import type { GatewayInNetwork } from './gateway-agent.js';
import type { GatewayAgentEntity } from './gateway-agent.entity.js';
import { lockLivingAgent } from './gateway-agent.repository.js';
import { GatewayConfigurationEntity } from './gateway-configuration.entity.js';
import { ensureSigningKeys, privateKeyOf } from './signing-key.repository.js';
import type { SigningKeyEntity } from './signing-key.entity.js';
import { announceNetwork } from './tell-network.js';

export interface PublishRequest extends GatewayInNetwork {
  /** IPv4 prefixes whose packets may leave; in any order, each once. */
  sourcePrefixes: readonly string[];
}

/**
 * Makes a signed configuration for the living agent of one slot of a gateway in a network, which is told of it at once. Without
 * a change of prefixes, agent or keys there is no new version. Throws `NotFoundError` when no agent lives.
 */
export async function publishConfiguration(
  domain: Domain,
  transaction: Transaction,
  { sourcePrefixes, ...slot }: PublishRequest,
  cipher: TokenCipher,
): Promise<{ version: number }> {
  const { manager } = transaction;
  const agent = await lockLivingAgent(manager, slot);
  if (!agent) {
    throw new NotFoundError(`gateway ${slot.gatewayUid} has no agent in network ${slot.networkUid}`);
  }
  return publishTo(domain, transaction, agent, sourcePrefixes, cipher);
}

/** The same for an agent whose row is locked; the keys are read after that, so that no rotation is missed. */
export async function publishTo(
  domain: Domain,
  transaction: Transaction,
  agent: GatewayAgentEntity,
  sourcePrefixes: readonly string[],
  cipher: TokenCipher,
): Promise<{ version: number }> {
  const { manager } = transaction;
  const now = domain.clock.now();
  const { gatewayUid, networkUid, slot, id: agentId } = agent;
  const keys = await ensureSigningKeys(manager, cipher, now);
  const prefixes = [...new Set(sourcePrefixes)].toSorted();
  const current = await findConfiguration(manager, { gatewayUid, networkUid, slot });
  if (current && isUpToDate(current, agent, prefixes, keys)) return { version: current.version };

  // Above what the agent has, too: a database that was restored may know less than its agents.
  const version = Math.max(current?.version ?? 0, agent.acknowledgedVersion) + 1;
  const signed = signedFor(agent, version, prefixes, keys, cipher);
  await manager.upsert(
    GatewayConfigurationEntity,
    { networkUid, gatewayUid, slot, version, agentId, sourcePrefixes: prefixes, signed, createdAt: now },
    ['networkUid', 'gatewayUid', 'slot'],
  );
  await announceNetwork(domain, transaction, networkUid);
  return { version };
}

async function findConfiguration(
  manager: EntityManager,
  where: Required<GatewayInNetwork>,
): Promise<GatewayConfigurationEntity | undefined> {
  return (await manager.findOneBy(GatewayConfigurationEntity, { ...where })) ?? undefined;
}

function isUpToDate(
  current: GatewayConfigurationEntity,
  agent: GatewayAgentEntity,
  prefixes: readonly string[],
  keys: readonly SigningKeyEntity[],
): boolean {
  return (
    current.agentId === agent.id &&
    current.version >= agent.acknowledgedVersion &&
    isDeepStrictEqual(current.sourcePrefixes, prefixes) &&
    namesExactly(current.signed, keys)
  );
}

function signedFor(
  { id: agent, gatewayUid: gateway, networkUid: network }: GatewayAgentEntity,
  version: number,
  sourcePrefixes: string[],
  keys: readonly SigningKeyEntity[],
  cipher: TokenCipher,
): SignedConfiguration {
  const [signer] = keys;
  if (!signer) throw new Error('there is no signing key');
  const signingKeys = keys.map(({ id, publicKey }) => ({ id, publicKey }));
  const privateKey = privateKeyOf(signer, cipher);
  return signConfiguration(
    { agent, gateway, network, version, sourcePrefixes, signingKeys },
    { id: signer.id, privateKey },
  );
}
