import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { networkIdentityOf, urnOf, type ResourceIdentity } from '../resource/identity.js';
import { getResourceRow } from '../resource/resource.repository.js';
import { nextAgentState } from './agent-state.js';
import type { GatewayAgent } from './gateway-agent.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import { getAgent, lockLivingAgent, stateColumns } from './gateway-agent.repository.js';
import { wakeNetworks } from './tell-network.js';

/** A gateway, and the name of a network of its workspace. */
export interface GatewayPlace {
  gateway: ResourceIdentity<'internet-gateway'>;
  network: string;
}

export type DrainAction = 'drain' | 'resume';

const reasons: Readonly<Record<DrainAction, string>> = {
  drain: 'an operator has drained it',
  resume: 'an operator has let it go on',
};

/**
 * Takes the NAT VM of a gateway in a network out of use until `resumeAgent`, whatever it says of itself. Throws
 * `ForbiddenError`, or `NotFoundError` when there is no gateway, no network or no agent.
 */
export function drainAgent(domain: Domain, caller: Caller, place: GatewayPlace): Promise<GatewayAgent> {
  return inTransaction(domain.dataSource, (transaction) =>
    changeDrainingIn(domain, transaction, caller, place, 'drain'),
  );
}

/** Lets a drained NAT VM back into use as soon as it is well; nothing happens to one that is not drained. */
export function resumeAgent(domain: Domain, caller: Caller, place: GatewayPlace): Promise<GatewayAgent> {
  return inTransaction(domain.dataSource, (transaction) =>
    changeDrainingIn(domain, transaction, caller, place, 'resume'),
  );
}

/** Either of them as part of a transaction that does more. */
export async function changeDrainingIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  place: GatewayPlace,
  action: DrainAction,
): Promise<GatewayAgent> {
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
  const agent = await lockAgentAt(transaction, place);
  const now = domain.clock.now();
  const state = nextAgentState(agent.state, action);
  if (state !== agent.state) {
    const columns = stateColumns(agent, state, reasons[action], now);
    await manager.update(GatewayAgentEntity, { id: agent.id }, columns);
    const target = `${urnOf(place.gateway)} in network ${place.network}`;
    await recordOperatorAudit(manager, caller, `${action} gateway`, tenant, target, now);
    await wakeNetworks(domain, transaction, [agent.networkUid]);
  }
  return getAgent(manager, agent);
}

async function lockAgentAt(
  { manager }: Transaction,
  { gateway, network }: GatewayPlace,
): Promise<GatewayAgentEntity> {
  const { uid: gatewayUid } = await getResourceRow(manager, gateway);
  const { uid: networkUid } = await getResourceRow(manager, networkIdentityOf({ ...gateway, network }));
  const agent = await lockLivingAgent(manager, { gatewayUid, networkUid });
  if (!agent) throw new NotFoundError(`${urnOf(gateway)} has no agent in network ${network}`);
  return agent;
}
