import type { WaitStep } from '@seca-hetzner/domain';
import type { Route } from '@seca-hetzner/hetzner/schema';
import type { NetworkActual } from './actual.js';
import type { NetworkIntent } from './intent.js';
import { planGateway } from './nat-pair.js';
import type { NatVmStep } from './nat-vm.js';
import { decideRoutes, doOverlap, hasRoute, obsoleteRoutes, wantedRoutes } from './routes.js';

export type NetworkStep =
  | { do: 'create-network' }
  | { do: 'add-subnet'; range: string }
  | { do: 'delete-subnet'; range: string }
  | { do: 'add-route'; route: Route }
  | { do: 'remove-route'; route: Route }
  | { do: 'delete-network' }
  | NatVmStep
  | WaitStep;

/**
 * From what there is to what is wanted: the network and its subnets, then the NAT VMs, then routes, which lead
 * only to what is there. What goes, goes the other way round: routes before the VM they lead to, the VM before
 * its subnet, and the network last.
 */
export function planNetwork(intent: NetworkIntent, actual: NetworkActual): NetworkStep[] {
  if (intent.connectionId === undefined) {
    return [{ do: 'wait', reason: 'the workspace has no provider connection' }];
  }
  const steps =
    intent.network.deletedAt === undefined ? planLiving(intent, actual) : planDeletion(intent, actual);
  // What one part waits for does not hold up the others.
  return [...steps.filter((step) => step.do !== 'wait'), ...steps.filter((step) => step.do === 'wait')];
}

function planLiving(intent: NetworkIntent, actual: NetworkActual): NetworkStep[] {
  if (!actual.network) return [{ do: 'create-network' }];
  const { missing, surplus } = subnetChanges(intent, actual);
  const decided = decideRoutes(intent, actual);
  const absent = wantedRoutes(decided).filter((route) => !hasRoute(actual.network, route));
  const isBlocked = ({ destination }: Route): boolean =>
    surplus.some((range) => doOverlap(range, destination));
  return [
    ...missing.map((range): NetworkStep => ({ do: 'add-subnet', range })),
    ...obsoleteRoutes(decided, actual.network).map((route): NetworkStep => ({ do: 'remove-route', route })),
    // At once after the one that had its destination, which is without any until then.
    ...absent.filter((route) => !isBlocked(route)).map(addRoute),
    ...planNatVms(intent, actual, (use) => use !== 'needed'),
    ...surplus.map((range): NetworkStep => ({ do: 'delete-subnet', range })),
    ...absent.filter(isBlocked).map(addRoute),
    // Last, since making a VM takes longest and the rest need not wait for it.
    ...planNatVms(intent, actual, (use) => use === 'needed'),
  ];
}

function addRoute(route: Route): NetworkStep {
  return { do: 'add-route', route };
}

function planDeletion(intent: NetworkIntent, actual: NetworkActual): NetworkStep[] {
  const vms = planNatVms(intent, actual, () => true);
  if (!actual.network) return actual.isNetworkBound ? [...vms, { do: 'delete-network' }] : vms;
  const routes = actual.network.routes.map((route): NetworkStep => ({ do: 'remove-route', route }));
  const ours = new Set([...actual.natVms.values()].map(({ server }) => server?.id));
  const others = actual.network.servers.filter((id) => !ours.has(id));
  if (others.length > 0) {
    const reason = `${others.length} instance(s) are still attached to the network`;
    return [...routes, ...vms, { do: 'wait', reason, pollAfterMs: 5_000 }];
  }
  return [...routes, ...vms, { do: 'delete-network' }];
}

function planNatVms(
  intent: NetworkIntent,
  actual: NetworkActual,
  isMeant: (use: string) => boolean,
): NetworkStep[] {
  return intent.gateways
    .filter(({ use }) => isMeant(use))
    .flatMap((gateway): NetworkStep[] => planGateway(intent, actual, gateway));
}

function subnetChanges(
  intent: NetworkIntent,
  actual: NetworkActual,
): { missing: string[]; surplus: string[] } {
  const present = new Set(actual.network?.subnets.map((subnet) => subnet.ip_range));
  const wanted = intent.subnets.flatMap(({ subnet, range }) =>
    range && subnet.deletedAt === undefined ? [range.text] : [],
  );
  return {
    missing: wanted.filter((range) => !present.has(range)),
    surplus: [...present].filter((range) => !wanted.includes(range)),
  };
}
