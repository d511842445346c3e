import type { NetworkEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';
import { unreachable } from '../unreachable.js';
import type { NetworkRecord } from './network.record.js';
import { isSubnetInUse, SUBNET_IN_USE } from './subnet-use.js';

/** A network changes when its action succeeds, and not before. */
export const networkEffects: EffectRules<NetworkEffect> = {
  begin: () => undefined,
  complete: ({ project }: EffectContext, effect: NetworkEffect) => {
    const network = project.networks.find(effect.networkId);
    if (network === undefined) return { code: 'action_failed', message: 'network is gone' };
    // Somebody may have come in behind the back since the call was accepted.
    if (effect.do === 'delete-subnet' && isSubnetInUse(project, network.id, effect.ipRange)) {
      return { code: 'service_error', message: SUBNET_IN_USE };
    }
    project.networks.put(changed(network, effect));
    return undefined;
  },
  undo: () => undefined,
};

function changed(network: NetworkRecord, effect: NetworkEffect): NetworkRecord {
  switch (effect.do) {
    case 'add-subnet':
      return { ...network, subnets: [...network.subnets, effect.subnet] };
    case 'delete-subnet':
      return { ...network, subnets: network.subnets.filter(({ ipRange }) => ipRange !== effect.ipRange) };
    case 'add-route': {
      const { destination, gateway } = effect;
      return { ...network, routes: [...network.routes, { destination, gateway }] };
    }
    case 'delete-route':
      return {
        ...network,
        routes: network.routes.filter(({ destination }) => destination !== effect.destination),
      };
    case 'change-ip-range':
      return { ...network, ipRange: effect.ipRange };
    default:
      return unreachable(effect);
  }
}
