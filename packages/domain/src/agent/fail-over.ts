import type { EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import { urnOf } from '../resource/identity.js';
import { natVmSlots, type GatewayAgent, type GatewayInNetwork, type NatVmSlot } from './gateway-agent.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { getAgent } from './gateway-agent.repository.js';
import { lockAgentsAt, type GatewayPlace } from './gateway-place.js';
import { wakeNetworks } from './tell-network.js';

/**
 * Asks for a gateway's routes in a network to lead to the NAT VM in slot `to`, and returns its agent; the worker
 * moves the address. Nothing happens where they lead there already. Throws `ForbiddenError`, `NotFoundError` when
 * there is no such VM, `ConflictError` when it is not active.
 */
export async function requestTurn(
  domain: Domain,
  caller: Caller,
  place: GatewayPlace,
  to: NatVmSlot,
): Promise<GatewayAgent> {
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
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const agents = await lockAgentsAt(transaction, place, natVmSlots);
    const chosen = agents.find(({ slot }) => slot === to);
    if (!chosen) throw new NotFoundError(`${urnOf(place.gateway)} has no ${to} NAT VM`);
    if (chosen.state !== 'active') {
      const why = chosen.stateReason === null ? '' : `: ${chosen.stateReason}`;
      throw new ConflictError(`the ${to} NAT VM of ${urnOf(place.gateway)} is ${chosen.state}${why}`);
    }
    const now = domain.clock.now();
    for (const { id } of agents) {
      const turnRequestedAt = id === chosen.id ? now : null;
      await manager.update(GatewayAgentEntity, { id }, { turnRequestedAt });
    }
    const target = `${urnOf(place.gateway)} in network ${place.network} (${to})`;
    await recordOperatorAudit(manager, caller, 'fail over gateway', tenant, target, now);
    await wakeNetworks(domain, transaction, [chosen.networkUid]);
    return getAgent(manager, chosen);
  });
}

/** Notes that routes lead to the VM of a slot, as was asked for. */
export async function endTurnRequest(
  manager: EntityManager,
  { gatewayUid, networkUid, slot = 'primary' }: GatewayInNetwork,
): Promise<void> {
  await manager.update(GatewayAgentEntity, { gatewayUid, networkUid, slot }, { turnRequestedAt: null });
}
