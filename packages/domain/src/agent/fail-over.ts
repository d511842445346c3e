import { IsNull, Not, type EntityManager } from 'typeorm';
import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { Transaction } from '../persistence/transaction.js';
import { urnOf } from '../resource/identity.js';
import { natVmSlots, type GatewayInNetwork, type NatVmSlot } from './gateway-agent.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { lockAgentsAt, type GatewayPlace } from './gateway-place.js';
import { wakeNetworks } from './tell-network.js';

/** What an operator asks for is done as soon as the VM forwards, but not when everybody has forgotten about it. */
export const TURN_LIFETIME_MS = 600_000;

/** What was asked for: the agent whose VM is to get what routes lead to, and when. */
export interface TurnRequest {
  gatewayUid: string;
  networkUid: string;
  slot: NatVmSlot;
  agentId: string;
  requestedAt: Date;
}

/**
 * Asks for a gateway's routes in a network to lead to the NAT VM in slot `to`; the worker moves the address. Nothing
 * happens where they lead there already. Throws `ForbiddenError`, `NotFoundError` when there is no such VM,
 * `ConflictError` when it is not active, or the only one.
 */
export async function requestTurnIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  place: GatewayPlace,
  to: NatVmSlot,
): Promise<TurnRequest> {
  const { tenant, region, workspace, name } = place.gateway;
  await domain.authorizer.authorize(caller, {
    verb: 'post',
    action: 'fail-over',
    api: 'network',
    type: 'internet-gateways',
    name,
    tenant,
    region,
    workspace,
  });
  const { manager } = transaction;
  const agents = await lockAgentsAt(transaction, place, natVmSlots);
  const chosen = agents.find(({ slot }) => slot === to);
  if (!chosen) throw new NotFoundError(`${urnOf(place.gateway)} has no ${to} NAT VM`);
  if (agents.length === 1) throw new ConflictError(`${urnOf(place.gateway)} has no second NAT VM`);
  if (chosen.state !== 'active') {
    const why = chosen.stateReason === null ? '' : `: ${chosen.stateReason}`;
    throw new ConflictError(`the ${to} NAT VM of ${urnOf(place.gateway)} is ${chosen.state}${why}`);
  }
  const requestedAt = domain.clock.now();
  for (const { id } of agents) {
    const turnRequestedAt = id === chosen.id ? requestedAt : null;
    await manager.update(GatewayAgentEntity, { id }, { turnRequestedAt });
  }
  const { id: agentId, gatewayUid, networkUid } = chosen;
  await wakeNetworks(domain, transaction, [networkUid]);
  return { gatewayUid, networkUid, slot: to, agentId, requestedAt };
}

/** Notes that routes lead to the VM of a slot, as was asked for. */
export async function endTurnRequest(
  manager: EntityManager,
  { gatewayUid, networkUid, slot = 'primary' }: GatewayInNetwork,
): Promise<void> {
  await manager.update(
    GatewayAgentEntity,
    { gatewayUid, networkUid, slot, turnRequestedAt: Not(IsNull()) },
    { turnRequestedAt: null, turnTakenFor: () => 'turn_requested_at' },
  );
}
