import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { In, IsNull, type EntityManager } from 'typeorm';
import { NotFoundError } from '../errors.js';
import type { AgentState } from './agent-state.js';
import type { GatewayAgent, GatewayInNetwork } from './gateway-agent.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { namesExactly } from './configuration.js';
import { GatewayConfigurationEntity } from './gateway-configuration.entity.js';
import type { Published } from './heartbeat.js';
import { findSigningKeys } from './signing-key.repository.js';
import type { SigningKeyEntity } from './signing-key.entity.js';

const IDENTITY_BYTES = 32;

/** A VM that has not come up by then is made anew. */
const IDENTITY_LIFETIME_MS = 3_600_000;

export function identityHashOf(identity: string): string {
  return createHash('sha256').update(identity).digest('hex');
}

/**
 * A new agent for a NAT VM of a gateway in a network, and the secret by which it registers within an hour, in
 * base64url; only its hash is kept. Revokes the agent that was there before. Call it inside a transaction.
 */
export async function issueAgent(
  manager: EntityManager,
  { gatewayUid, networkUid, slot = 'primary' }: GatewayInNetwork,
  now: Date,
): Promise<{ agentId: string; identity: string }> {
  await revokeAgents(manager, { gatewayUid, networkUid, slot }, now);
  const agentId = randomUUID();
  const identity = randomBytes(IDENTITY_BYTES).toString('base64url');
  await manager.insert(GatewayAgentEntity, {
    id: agentId,
    gatewayUid,
    networkUid,
    slot,
    identityHash: identityHashOf(identity),
    identityExpiresAt: new Date(now.getTime() + IDENTITY_LIFETIME_MS),
    state: 'provisioning',
    stateSince: now,
    createdAt: now,
  });
  return { agentId, identity };
}

/** From now on nobody is let in as the agent of this slot. */
export async function revokeAgents(
  manager: EntityManager,
  { gatewayUid, networkUid, slot = 'primary' }: GatewayInNetwork,
  now: Date,
): Promise<void> {
  await manager.update(
    GatewayAgentEntity,
    { gatewayUid, networkUid, slot, revokedAt: IsNull() },
    { revokedAt: now, identityHash: null },
  );
}

/** The living agents of a network, the oldest first. */
export async function findAgents(manager: EntityManager, networkUid: string): Promise<GatewayAgent[]> {
  return findAgentsOf(manager, [networkUid]);
}

/** The living agents of several networks. */
export async function findAgentsOf(
  manager: EntityManager,
  networkUids: readonly string[],
): Promise<GatewayAgent[]> {
  const agents = (await manager
    .createQueryBuilder(GatewayAgentEntity, 'agent')
    .leftJoinAndMapOne(
      'agent.configuration',
      GatewayConfigurationEntity,
      'configuration',
      'configuration.agentId = agent.id',
    )
    .where({ networkUid: In([...networkUids]), revokedAt: IsNull() })
    .orderBy('agent.createdAt', 'ASC')
    .addOrderBy('agent.id', 'ASC')
    .getMany()) as ConfiguredAgent[];
  if (agents.length === 0) return [];
  const keys = await findSigningKeys(manager);
  return agents.map((agent) => agentFromEntities(agent, keys));
}

/** One living agent of a network. Throws `NotFoundError`. */
export async function getAgent(
  manager: EntityManager,
  { id, networkUid }: { id: string; networkUid: string },
): Promise<GatewayAgent> {
  const agent = (await findAgents(manager, networkUid)).find((each) => each.id === id);
  if (!agent) throw new NotFoundError(`there is no agent ${id}`);
  return agent;
}

/** With the newest configuration that was made for it. */
type ConfiguredAgent = GatewayAgentEntity & { configuration: GatewayConfigurationEntity | null };

function agentFromEntities(agent: ConfiguredAgent, keys: readonly SigningKeyEntity[]): GatewayAgent {
  const { id, gatewayUid, networkUid, slot, createdAt, state, stateSince, acknowledgedVersion } = agent;
  const configuration = agent.configuration ?? undefined;
  return {
    id,
    gatewayUid,
    networkUid,
    slot,
    createdAt,
    state,
    stateSince,
    acknowledgedVersion,
    registeredAt: agent.registeredAt ?? undefined,
    stateReason: agent.stateReason ?? undefined,
    heartbeat: agent.heartbeat ?? undefined,
    heartbeatAt: agent.heartbeatAt ?? undefined,
    publishedVersion: configuration?.version ?? 0,
    publishedAt: configuration?.createdAt,
    publishedSourcePrefixes: configuration?.sourcePrefixes,
    turnRequestedAt: agent.turnRequestedAt ?? undefined,
    isPublishedWithCurrentKeys: configuration !== undefined && namesExactly(configuration.signed, keys),
  };
}

/** Who presents a certificate. */
export interface KnownAgent extends GatewayInNetwork {
  id: string;
}

/** The living agent of a certificate, by the certificate's SHA-256 in lower-case hex. */
export async function findAgentByFingerprint(
  manager: EntityManager,
  fingerprint: string,
): Promise<KnownAgent | undefined> {
  const agent = await manager.findOne(GatewayAgentEntity, {
    select: { id: true, gatewayUid: true, networkUid: true },
    where: { fingerprint, revokedAt: IsNull() },
  });
  return agent ? { id: agent.id, gatewayUid: agent.gatewayUid, networkUid: agent.networkUid } : undefined;
}

/** The living agent of one slot, locked until the transaction ends. */
export async function lockLivingAgent(
  manager: EntityManager,
  where: GatewayInNetwork | { id: string },
): Promise<GatewayAgentEntity | undefined> {
  const one = 'id' in where ? where : { ...where, slot: where.slot ?? 'primary' };
  const agent = await manager.findOne(GatewayAgentEntity, {
    where: { ...one, revokedAt: IsNull() },
    lock: { mode: 'for_no_key_update' },
  });
  return agent ?? undefined;
}

/** The newest configuration that was made for an agent. */
export async function findPublished(manager: EntityManager, agentId: string): Promise<Published> {
  const configuration = await manager.findOneBy(GatewayConfigurationEntity, { agentId });
  return { version: configuration?.version ?? 0, at: configuration?.createdAt };
}

/** The columns that note a change of state; the instant stays while only the reason is another. */
export function stateColumns(
  agent: Pick<GatewayAgentEntity, 'state' | 'stateSince'>,
  state: AgentState,
  reason: string | undefined,
  now: Date,
): Pick<GatewayAgentEntity, 'state' | 'stateSince' | 'stateReason'> {
  const stateSince = state === agent.state ? agent.stateSince : now;
  return { state, stateSince, stateReason: reason ?? null };
}
