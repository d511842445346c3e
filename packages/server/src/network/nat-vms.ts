import { natVmRoles, natVmSlots, type Binding, type GatewayAgent } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import type { NatVmOfGateway } from './nat-vm.object.js';

/** The VMs of a gateway among everything that a network has at the provider, the primary one first. */
export function natVmsOf(
  gatewayUid: string,
  bindings: readonly Binding[],
  agents: readonly GatewayAgent[],
): NatVmOfGateway[] {
  return natVmSlots.flatMap((slot) => {
    const binding = bindings.find(
      ({ role, resourceUid }) => role === natVmRoles[slot] && resourceUid === gatewayUid,
    );
    const agent = agents.find((each) => each.gatewayUid === gatewayUid && each.slot === slot);
    return binding ? [{ slot, binding, agent }] : [];
  });
}

/** The one that routes lead to, as last seen; while none of them holds their address, the first. */
export function natVmInUse(vms: readonly NatVmOfGateway[]): NatVmOfGateway | undefined {
  const holder = vms.find(({ binding }) => {
    const { privateNets = [] } = (binding.observed ?? {}) as Partial<ServerSighting>;
    return privateNets.some(({ aliasIps }) => aliasIps.length > 0);
  });
  return holder ?? vms[0];
}
