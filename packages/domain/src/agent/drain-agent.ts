import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { nextAgentState } from './agent-state.js';
import { natVmSlots, type GatewayAgent, type NatVmSlot } from './gateway-agent.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { lockAgentsAt, sayPlace, type GatewayPlace } from './gateway-place.js';
import { getAgent, stateColumns } from './gateway-agent.repository.js';
import { wakeNetworks } from './tell-network.js';

export type DrainAction = 'drain' | 'resume';

const reasons: Readonly<Record<DrainAction, string>> = {
  drain: 'an operator has drained it',
  resume: 'an operator has let it go on',
};

/**
 * Takes the NAT VMs of a gateway in a network, or the one in `slot`, out of use until `resumeAgent`, whatever they say
 * of themselves, and returns the agent of the first. Throws `ForbiddenError`, or `NotFoundError` when there is no
 * gateway, no network or no agent.
 */
export function drainAgent(
  domain: Domain,
  caller: Caller,
  place: GatewayPlace,
  slot?: NatVmSlot,
): Promise<GatewayAgent> {
  return changeDraining(domain, caller, place, slot, 'drain');
}

/** Lets drained NAT VMs back into use as soon as they are well; nothing happens to one that is not drained. */
export function resumeAgent(
  domain: Domain,
  caller: Caller,
  place: GatewayPlace,
  slot?: NatVmSlot,
): Promise<GatewayAgent> {
  return changeDraining(domain, caller, place, slot, 'resume');
}

function changeDraining(
  domain: Domain,
  caller: Caller,
  place: GatewayPlace,
  slot: NatVmSlot | undefined,
  action: DrainAction,
): Promise<GatewayAgent> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const [first] = await changeDrainingIn(domain, transaction, caller, place, slot, action);
    const thing = { name: sayPlace(place, slot), resourceUid: first.gatewayUid };
    const { tenant } = place.gateway;
    await recordOperatorAudit(manager, caller, `${action} gateway`, tenant, thing, domain.clock.now());
    return getAgent(manager, first);
  });
}

/** Either of them as part of a transaction that does more and writes the audit event; gives the agents as they were. */
export async function changeDrainingIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  place: GatewayPlace,
  slot: NatVmSlot | undefined,
  action: DrainAction,
): Promise<[GatewayAgentEntity, ...GatewayAgentEntity[]]> {
  const { tenant, region, workspace, name } = place.gateway;
  await domain.authorizer.authorize(caller, {
    verb: 'post',
    action,
    api: 'network',
    type: 'internet-gateways',
    name,
    tenant,
    region,
    workspace,
  });
  const { manager } = transaction;
  const agents = await lockAgentsAt(transaction, place, slot ? [slot] : natVmSlots);
  const now = domain.clock.now();
  for (const agent of agents) {
    const state = nextAgentState(agent.state, action);
    if (state === agent.state) continue;
    const columns = stateColumns(agent, state, reasons[action], now);
    await manager.update(GatewayAgentEntity, { id: agent.id }, columns);
    await wakeNetworks(domain, transaction, [agent.networkUid]);
  }
  return agents;
}
