import type { Domain } from '../domain.js';
import { UnauthenticatedError } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import { nextAgentState, type AgentState } from './agent-state.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { findPublished, lockLivingAgent, stateColumns } from './gateway-agent.repository.js';
import { judgeHeartbeat, type Heartbeat } from './heartbeat.js';
import { wakeNetworks } from './tell-network.js';

/** How long a VM may take to put a new configuration in force. */
const APPLY_MS = 30_000;

/** What a heartbeat has changed. */
export interface HeartbeatEffect {
  before: AgentState;
  after: AgentState;
  /** For people; absent when nothing is wrong. */
  reason: string | undefined;
  /** Configurations that the agent did not take since its last heartbeat. */
  newRefusals: number;
}

/**
 * Keeps what an agent says of its VM and draws the conclusion for its state. Throws `UnauthenticatedError` when
 * the agent has been revoked meanwhile.
 */
export function recordHeartbeat(
  domain: Domain,
  agentId: string,
  heartbeat: Heartbeat,
): Promise<HeartbeatEffect> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const agent = await lockLivingAgent(manager, { id: agentId });
    if (!agent) throw new UnauthenticatedError('this agent has been revoked');
    const now = domain.clock.now();
    const graceFrom = domain.clock.after(-APPLY_MS);
    const { event, reason } = judgeHeartbeat(heartbeat, await findPublished(manager, agentId), graceFrom);
    const next = nextAgentState(agent.state, event);
    // Why an operator has drained it is still the answer.
    const why = next === 'draining' ? (agent.stateReason ?? undefined) : reason;
    const state = stateColumns(agent, next, why, now);
    const acknowledgedVersion = heartbeat.configuration.version;
    await manager.update(
      GatewayAgentEntity,
      { id: agentId },
      { ...state, heartbeat, heartbeatAt: now, acknowledgedVersion },
    );
    const isChanged =
      state.state !== agent.state ||
      state.stateReason !== agent.stateReason ||
      acknowledgedVersion !== agent.acknowledgedVersion;
    if (isChanged) await wakeNetworks(domain, transaction, [agent.networkUid]);
    // The count begins anew with each start of the agent.
    const known = agent.heartbeat?.refusals.count ?? 0;
    const newRefusals = Math.max(0, heartbeat.refusals.count - known);
    return { before: agent.state, after: state.state, reason, newRefusals };
  });
}
