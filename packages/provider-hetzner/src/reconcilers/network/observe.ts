import { natVmSlots, type Binding, type NatVmSlot, type Run } from '@seca-hetzner/domain';
import { nameOf } from '../labels.js';
import { networkKind, observeObject, primaryIpKind, serverKind } from '../objects.js';
import type { Session, Sessions } from '../session.js';
import type { NatVmActual, NatVmMadeWith, NetworkActual } from './actual.js';
import type { GatewayIntent, NetworkIntent } from './intent.js';
import { natVmKey, slotRoles } from './nat-slot.js';

/** One read per object that there is: the network, and the server and address of each NAT VM. */
export async function observeNetwork(
  sessions: Sessions,
  intent: NetworkIntent,
  run: Run,
): Promise<NetworkActual> {
  if (intent.connectionId === undefined) {
    return { session: undefined, network: undefined, isNetworkBound: false, natVms: new Map(), soldOut: [] };
  }
  // Others' traffic passes by a way out.
  const isUrgent = intent.network.deletedAt !== undefined || intent.gateways.length > 0;
  const session = await sessions.open(
    run,
    intent.connectionId,
    intent.workspaceUid,
    isUrgent ? 'repair' : 'normal',
  );
  const binding = bindingOf(intent, intent.network.uid, 'network');
  const network = await observeObject(
    run,
    session,
    networkKind(session),
    binding,
    nameOf.network(intent.network.uid),
  );
  const natVms = new Map<string, NatVmActual>();
  for (const each of intent.gateways) {
    for (const slot of natVmSlots) {
      const key = natVmKey(each.gateway.uid, slot);
      natVms.set(key, await observeNatVm(intent, session, run, each, slot));
    }
  }
  return { session, network, isNetworkBound: binding !== undefined, natVms, soldOut: [] };
}

async function observeNatVm(
  intent: NetworkIntent,
  session: Session,
  run: Run,
  { gateway, addresses, agent, standby }: GatewayIntent,
  slot: NatVmSlot,
): Promise<NatVmActual> {
  const gatewayUid = gateway.uid;
  const name = nameOf.natVm(gatewayUid, intent.network.uid, slot);
  const roles = slotRoles[slot];
  const vm = bindingOf(intent, gatewayUid, roles.vm);
  const ip = bindingOf(intent, gatewayUid, roles.ip);
  const isPrimary = slot === 'primary';
  const reporter = isPrimary ? agent : standby?.agent;
  const server = await observeObject(run, session, serverKind(session), vm, name);
  const primaryIp = await observeObject(run, session, primaryIpKind(session), ip, name);
  const { configuration, bootedAt } = (vm?.madeWith ?? {}) as NatVmMadeWith;
  return {
    server,
    primaryIp,
    isServerBound: vm !== undefined,
    isPrimaryIpBound: ip !== undefined,
    configuration,
    addresses: isPrimary ? addresses : standby?.addresses,
    idleSince: vm?.idleSince ?? undefined,
    agent: server ? reporter : undefined,
    bootedAt: bootedAt === undefined ? undefined : new Date(bootedAt),
  };
}

function bindingOf(intent: NetworkIntent, resourceUid: string, role: string): Binding | undefined {
  return intent.bindings.find((binding) => binding.resourceUid === resourceUid && binding.role === role);
}
