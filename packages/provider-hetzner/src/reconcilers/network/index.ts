import type { Reconciler } from '@seca-hetzner/domain';
import type { Sessions } from '../session.js';
import type { NetworkActual } from './actual.js';
import { applyNetworkStep } from './apply.js';
import type { NetworkIntent } from './intent.js';
import { loadNetwork } from './load.js';
import { nextLingerEndMs } from './nat-vm.js';
import { observeNetwork } from './observe.js';
import { planNetwork, type NetworkStep } from './plan.js';
import { reportNetwork } from './report.js';

/**
 * A network with its subnets and routes, and the NAT VMs of the gateways that its tables lead to. They are one
 * unit, since Hetzner takes one change of a network at a time, and since a route must not lead to a VM that is
 * not there.
 */
export function networkReconciler(sessions: Sessions): Reconciler<NetworkIntent, NetworkActual, NetworkStep> {
  return {
    unit: 'network',
    load: loadNetwork,
    observe: (intent, run) => observeNetwork(sessions, intent, run),
    plan: planNetwork,
    apply: applyNetworkStep,
    report: reportNetwork,
    lookAgainAfterMs: nextLingerEndMs,
  };
}
