import { NotFoundError } from '../errors.js';
import type { Transaction } from '../persistence/transaction.js';
import { networkIdentityOf, urnOf, type ResourceIdentity } from '../resource/identity.js';
import { getResourceRow } from '../resource/resource.repository.js';
import type { NatVmSlot } from './gateway-agent.js';
import type { GatewayAgentEntity } from './gateway-agent.entity.js';
import { lockLivingAgent } from './gateway-agent.repository.js';

/** A gateway, and the name of a network of its workspace. */
export interface GatewayPlace {
  gateway: ResourceIdentity<'internet-gateway'>;
  network: string;
}

/** In words, for people and the audit; all of its VMs without a slot. */
export function sayPlace({ gateway, network }: GatewayPlace, slot?: NatVmSlot): string {
  return `${urnOf(gateway)} in network ${network}${slot ? ` (${slot})` : ''}`;
}

/** The living agents of these slots, locked. Throws `NotFoundError` when there is no gateway, network or agent. */
export async function lockAgentsAt(
  { manager }: Transaction,
  { gateway, network }: GatewayPlace,
  slots: readonly NatVmSlot[],
): Promise<[GatewayAgentEntity, ...GatewayAgentEntity[]]> {
  const { uid: gatewayUid } = await getResourceRow(manager, gateway);
  const { uid: networkUid } = await getResourceRow(manager, networkIdentityOf({ ...gateway, network }));
  const agents: GatewayAgentEntity[] = [];
  for (const slot of slots) {
    const agent = await lockLivingAgent(manager, { gatewayUid, networkUid, slot });
    if (agent) agents.push(agent);
  }
  const [first, ...others] = agents;
  if (first) return [first, ...others];
  const which = slots.length === 1 ? `${slots[0]} agent` : 'agent';
  throw new NotFoundError(`${urnOf(gateway)} has no ${which} in network ${network}`);
}
