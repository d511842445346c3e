import { isDeepStrictEqual } from 'node:util';
import {
  findUnitBindings,
  natVmSlots,
  recordDrift,
  recordSettled,
  type Binding,
  type Drift,
  type EntityManager,
  type Run,
} from '@seca-hetzner/domain';
import type { Network, Route } from '@seca-hetzner/hetzner/schema';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import { healingsOf, isLeft, type Healing, type SettledNatVm, type SettledNetwork } from './drift.js';
import type { NetworkIntent } from './intent.js';
import { natVmKey, slotRoles } from './nat-slot.js';
import { planNetwork } from './plan.js';
import { decideRoutes } from './routes.js';

/** Writes down what somebody else has changed, before anything is done about it. Nothing is written when nothing is new. */
export async function noteDrift(run: Run, intent: NetworkIntent, actual: NetworkActual): Promise<void> {
  const now = run.domain.clock.now();
  const changes = driftChanges(intent, intent.bindings, healingsOf(intent, actual), now);
  if (changes.length === 0) return;
  for (const { binding, drift } of changes) {
    if (drift) run.logger.warn({ role: binding.role, found: drift.found, isLeft: drift.isLeft }, 'drift');
  }
  await run.write(({ manager }) => storeDrift(manager, changes));
}

/**
 * At the end of a run: notes what is left of the drift, and, once nothing else is to be done, what everything is now.
 * Parts whose drift is left stay noted as they were before it.
 */
export async function concludeDrift(
  manager: EntityManager,
  intent: NetworkIntent,
  actual: NetworkActual,
  now: Date,
): Promise<void> {
  const healings = healingsOf(intent, actual);
  const bindings = await findUnitBindings(manager, intent.network.uid);
  await storeDrift(manager, driftChanges(intent, bindings, healings, now));
  const isElseDone = planNetwork(intent, actual).every(
    (step) => step.do === 'wait' || healings.some((healing) => isDeepStrictEqual(healing.step, step)),
  );
  if (!isElseDone || (healings.length > 0 && !isLeft(intent))) return;
  for (const binding of bindings) {
    const settled = settledNow(binding, intent, actual, healings);
    if (settled !== undefined && !isDeepStrictEqual(settled, binding.settled)) {
      await recordSettled(manager, binding, settled);
    }
  }
}

interface DriftChange {
  binding: Binding;
  drift: Drift | null;
}

function driftChanges(
  intent: NetworkIntent,
  bindings: readonly Binding[],
  healings: readonly Healing[],
  now: Date,
): DriftChange[] {
  return bindings.flatMap((binding) => {
    const found = healings.filter((healing) => isAbout(healing, binding)).map((healing) => healing.found);
    const drift: Drift | null =
      found.length === 0
        ? null
        : {
            since: binding.drift?.since ?? now.toISOString(),
            found: [...new Set(found)],
            isLeft: isLeft(intent),
          };
    return isDeepStrictEqual(drift, binding.drift) ? [] : [{ binding, drift }];
  });
}

async function storeDrift(manager: EntityManager, changes: readonly DriftChange[]): Promise<void> {
  for (const { binding, drift } of changes) await recordDrift(manager, binding, drift);
}

function isAbout({ role, resourceUid }: Healing, binding: Binding): boolean {
  return binding.role === role && binding.resourceUid === resourceUid;
}

/** `undefined`: stays as it was noted. */
function settledNow(
  binding: Binding,
  intent: NetworkIntent,
  actual: NetworkActual,
  healings: readonly Healing[],
): object | undefined {
  const { network, natVms } = actual;
  if (binding.role === 'network') {
    const isGone = healings.some(({ step }) => step.do === 'create-network');
    return network && !isGone
      ? settledNetwork(network, healings, awaitedRoutes(binding, intent, actual))
      : undefined;
  }
  if (healings.some(({ resourceUid }) => resourceUid === binding.resourceUid)) return undefined;
  for (const slot of natVmSlots) {
    const vm = natVms.get(natVmKey(binding.resourceUid, slot)) ?? noNatVm;
    if (binding.role === slotRoles[slot].vm) return settledNatVm(vm);
    if (binding.role === slotRoles[slot].ip && vm.primaryIp) return { ip: vm.primaryIp.ip };
  }
  return undefined;
}

/** The routes that were there and only wait for their VM. */
function awaitedRoutes({ settled }: Binding, intent: NetworkIntent, actual: NetworkActual): Route[] {
  const { routes = [] } = (settled ?? {}) as Partial<SettledNetwork>;
  return decideRoutes(intent, actual).flatMap(({ decisions }) =>
    decisions.flatMap((decision) => {
      const kept = decision.state === 'pending' ? decision.kept : undefined;
      return kept && includes(routes, kept) ? [kept] : [];
    }),
  );
}

/** As it would be without the drift that is left. */
function settledNetwork(
  network: Network,
  healings: readonly Healing[],
  awaited: readonly Route[],
): SettledNetwork {
  const steps = healings.map(({ step }) => step);
  const subnets = [
    ...network.subnets.map(({ ip_range }) => ip_range),
    ...steps.flatMap((step) => (step.do === 'add-subnet' ? [step.range] : [])),
  ].filter((range) => !steps.some((step) => step.do === 'delete-subnet' && step.range === range));
  const present = network.routes.map(({ destination, gateway }) => ({ destination, gateway }));
  const missing = steps.flatMap((step) => (step.do === 'add-route' ? [step.route] : []));
  const routes = [
    ...present,
    ...[...missing, ...awaited].filter((route) => !includes(present, route)),
  ].filter(
    (route) => !steps.some((step) => step.do === 'remove-route' && isDeepStrictEqual(step.route, route)),
  );
  return {
    subnets: subnets.toSorted(),
    routes: routes.toSorted((a, b) =>
      `${a.destination} ${a.gateway}` < `${b.destination} ${b.gateway}` ? -1 : 1,
    ),
  };
}

function includes(routes: readonly Route[], route: Route): boolean {
  return routes.some((each) => isDeepStrictEqual(each, route));
}

function settledNatVm({ server }: NatVmActual): SettledNatVm | undefined {
  if (server?.status !== 'running') return undefined;
  const [net] = server.private_net;
  return {
    hasPublicIpv4: server.public_net.ipv4 !== null,
    location: server.location.name,
    attachment: net ? { ip: net.ip, aliasIps: net.alias_ips.toSorted() } : null,
  };
}
