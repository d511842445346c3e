import { ipv4Range, isWithin, natVmSlots, overlaps, type Explanation } from '@seca-hetzner/domain';
import type { Network, Route } from '@seca-hetzner/hetzner/schema';
import type { LeftPendingReason } from '../../rules/left-pending.js';
import type { NatVmActual, NetworkActual } from './actual.js';
import type { NetworkIntent, RouteIntent, TableIntent } from './intent.js';
import { holderOf } from './nat-pair.js';
import { natVmKey } from './nat-slot.js';
import { isInPlace } from './nat-vm.js';

/** It may stand beside all others. */
const DEFAULT_DESTINATION = '0.0.0.0/0';

/** What becomes of one route of one table. */
export type RouteDecision =
  /** To be among the network's routes at Hetzner. */
  | { state: 'program'; route: Route }
  /** Not yet, and why; `kept` stays where it is at Hetzner if it is there. */
  | { state: 'pending'; explanation: Explanation; kept?: Route }
  /** Not in this way, and why. */
  | { state: 'error'; explanation: Explanation };

export interface DecidedTable extends TableIntent {
  decisions: readonly RouteDecision[];
}

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap(
  (text) => ipv4Range(text) ?? [],
);

/**
 * Decides for every route of every table whether and how it is programmed. Hetzner has one list of routes per
 * network, in which no two overlap but for the default route: it gets the union of the tables that a living subnet
 * uses. Where two routes disagree, that of the older table stands, within a table the one that is named first.
 */
export function decideRoutes(intent: NetworkIntent, actual: NetworkActual): DecidedTable[] {
  const used = new Set(
    intent.subnets
      .filter(({ subnet, range }) => subnet.deletedAt === undefined && range !== undefined)
      .map(({ tableUid }) => tableUid),
  );
  const taken: TakenRoute[] = [];
  const byAge = intent.tables.toSorted(
    (a, b) =>
      a.table.createdAt.getTime() - b.table.createdAt.getTime() || (a.table.uid < b.table.uid ? -1 : 1),
  );
  const decided = byAge.map((tableIntent): DecidedTable => {
    const { table, routes } = tableIntent;
    const decisions = routes.map((route): RouteDecision => {
      if (table.deletedAt !== undefined || !used.has(table.uid)) {
        return pending('TableUnused', 'Waiting: no subnet uses this route table');
      }
      const decision = decideRoute(intent, actual, route);
      const claimed = claimOf(decision, actual);
      if (!claimed) return decision;
      const earlier = taken.find((other) => excludes(other, claimed));
      if (earlier) {
        const what =
          earlier.destination === claimed.destination
            ? `${earlier.destination} elsewhere in this network`
            : `${earlier.destination}, which overlaps ${claimed.destination}`;
        const message = `route table '${earlier.table}' already sends ${what}`;
        return { state: 'error', explanation: { reason: 'RouteOverruled', message } };
      }
      taken.push({ ...claimed, table: table.name });
      return decision;
    });
    return { ...tableIntent, decisions };
  });
  return decided;
}

interface TakenRoute extends Route {
  /** Name of the table that has it. */
  table: string;
}

/** What a decision takes of Hetzner's list; what only stays where it is, takes it while it is there. */
function claimOf(decision: RouteDecision, { network }: NetworkActual): Route | undefined {
  if (decision.state === 'program') return decision.route;
  if (decision.state !== 'pending' || !decision.kept) return undefined;
  return hasRoute(network, decision.kept) ? decision.kept : undefined;
}

/** Whether Hetzner would refuse the second beside the first; the same route twice is one. */
function excludes(first: Route, second: Route): boolean {
  if (first.destination === second.destination) return first.gateway !== second.gateway;
  return doOverlap(first.destination, second.destination);
}

/** Whether two destinations, or a destination and a subnet, stand in each other's way in a network at Hetzner. */
export function doOverlap(one: string, other: string): boolean {
  if (one === DEFAULT_DESTINATION || other === DEFAULT_DESTINATION) return false;
  const [first, second] = [ipv4Range(one), ipv4Range(other)];
  return first !== undefined && second !== undefined && overlaps(first, second);
}

/** The routes that Hetzner is to have, one per destination. */
export function wantedRoutes(decided: readonly DecidedTable[]): Route[] {
  const wanted = decided.flatMap(({ decisions }) =>
    decisions.flatMap((decision) => (decision.state === 'program' ? [decision.route] : [])),
  );
  return [...new Map(wanted.map((route) => [route.destination, route])).values()];
}

/** The routes that Hetzner has and nobody wants. The network is ours alone, so they were ours. */
export function obsoleteRoutes(decided: readonly DecidedTable[], network: Network | undefined): Route[] {
  const allowed = decided.flatMap(({ decisions }) =>
    decisions.flatMap((decision) => {
      if (decision.state === 'program') return [decision.route];
      return decision.state === 'pending' && decision.kept ? [decision.kept] : [];
    }),
  );
  return (network?.routes ?? []).filter((route) => !allowed.some((each) => isSameRoute(each, route)));
}

function isSameRoute(left: Route, right: Route): boolean {
  return left.destination === right.destination && left.gateway === right.gateway;
}

export function hasRoute(network: Network | undefined, route: Route): boolean {
  return network?.routes.some((each) => isSameRoute(each, route)) ?? false;
}

function decideRoute(intent: NetworkIntent, actual: NetworkActual, route: RouteIntent): RouteDecision {
  const refusal = refusalOf(intent, route.destination);
  if (refusal) return { state: 'error', explanation: { reason: 'RouteUnsupported', message: refusal } };
  const { destination, target } = route;
  switch (target.type) {
    case 'gateway':
      return decideGatewayRoute(intent, actual, destination, target.gatewayUid);
    case 'instance':
      return target.address === undefined
        ? pending(
            'TargetUnreachable',
            `Waiting: instance '${target.name}' has no attached NIC in this network`,
          )
        : { state: 'program', route: { destination, gateway: target.address } };
    case 'address':
      return { state: 'program', route: { destination, gateway: target.address } };
    case 'missing':
      return pending('TargetMissing', `Waiting: '${target.name}' does not exist`);
  }
}

function decideGatewayRoute(
  intent: NetworkIntent,
  actual: NetworkActual,
  destination: string,
  gatewayUid: string,
): RouteDecision {
  const found = intent.gateways.find(({ gateway }) => gateway.uid === gatewayUid);
  const name = found?.gateway.name ?? gatewayUid;
  if (!found || found.gateway.deletedAt !== undefined) {
    return pending('TargetDeleted', `Waiting: internet gateway '${name}' is deleted`);
  }
  if (found.use === 'leaving') return pending('GatewayUnused', 'Waiting: no instance needs this way out');
  if (found.use === 'off') {
    const reason: LeftPendingReason = 'NatGatewayOff';
    return pending(reason, 'Waiting: NAT gateways are switched off in this workspace (NAT_GATEWAY)');
  }
  const vm = vmBehind(actual, gatewayUid);
  const obstacle = vm?.addresses ? obstacleIn(intent, vm) : 'not there yet';
  if (vm?.addresses && obstacle === undefined) {
    return { state: 'program', route: { destination, gateway: vm.addresses.alias } };
  }
  if (found.use === 'idle') return pending('GatewayUnused', 'Waiting: no instance needs this way out');
  const message = `Waiting: the NAT VM of internet gateway '${name}' is ${obstacle}`;
  if (isDrained(actual, gatewayUid)) return pending('GatewayDraining', message);
  // A route that is there stays: taking it away could only end what may still work.
  const kept = vm?.addresses ? { kept: { destination, gateway: vm.addresses.alias } } : {};
  return { state: 'pending', explanation: { reason: 'GatewayNotReady', message }, ...kept };
}

/** The VM that holds the address which routes lead to; on the way from one to another, either. */
function vmBehind(actual: NetworkActual, gatewayUid: string): NatVmActual | undefined {
  return actual.natVms.get(natVmKey(gatewayUid, holderOf(actual, gatewayUid) ?? 'primary'));
}

/** Whether every VM there is of a gateway has been drained; a single one of a pair waits for the other to take over. */
function isDrained({ natVms }: NetworkActual, gatewayUid: string): boolean {
  const agents = natVmSlots.flatMap((slot) => natVms.get(natVmKey(gatewayUid, slot))?.agent ?? []);
  return agents.length > 0 && agents.every(({ state }) => state === 'draining');
}

/** Why no new route may lead to a VM, after "the NAT VM is"; without an agent, a VM that is in place is believed. */
function obstacleIn({ agents }: NetworkIntent, vm: NatVmActual): string | undefined {
  if (!isInPlace(vm)) {
    return vm.server?.status === 'running' ? 'without its addresses' : (vm.server?.status ?? 'not there yet');
  }
  if (!agents || vm.agent?.state === 'active') return undefined;
  if (!vm.agent) return 'to be made anew';
  const { state, stateReason } = vm.agent;
  if (state === 'provisioning') return 'booting: it has not reported that it forwards';
  return stateReason === undefined ? state : `${state}: ${stateReason}`;
}

/** Source: Hetzner Cloud API, "Network actions", add_route. */
function refusalOf(intent: NetworkIntent, destination: string): string | undefined {
  if (destination === DEFAULT_DESTINATION) return undefined;
  const range = ipv4Range(destination);
  if (!range) return 'Hetzner networks have no IPv6 routes';
  if (!PRIVATE_RANGES.some((outer) => isWithin(range, outer))) {
    return `Hetzner routes private ranges and 0.0.0.0/0 only, ${destination} is neither`;
  }
  const subnet = intent.subnets.find((each) => each.range !== undefined && overlaps(each.range, range));
  return subnet ? `${destination} overlaps subnet '${subnet.subnet.name}'` : undefined;
}

function pending(reason: string, message: string): RouteDecision {
  return { state: 'pending', explanation: { reason, message } };
}

/** Why a route is not to be there, for the log. */
export function whyNot(intent: NetworkIntent, actual: NetworkActual, route: Route): string {
  const refusals = decideRoutes(intent, actual).flatMap(({ routes, decisions }) =>
    decisions.flatMap((decision, index) => {
      const isMeant = routes[index]?.destination === route.destination;
      return isMeant && decision.state !== 'program' ? [whyOf(decision.explanation)] : [];
    }),
  );
  return refusals[0] ?? 'no table in use has this route';
}

/** The routes that were in force and stay although their gateway is not ready any more, each with why. */
export function keptRoutes(intent: NetworkIntent, actual: NetworkActual): (Route & { why: string })[] {
  return decideRoutes(intent, actual).flatMap(({ table, decisions }) =>
    decisions.flatMap((decision, index) => {
      const wasActive = table.status.routes[index]?.state === 'active';
      const isKept = decision.state === 'pending' && decision.kept && hasRoute(actual.network, decision.kept);
      return wasActive && isKept && decision.kept
        ? [{ ...decision.kept, why: whyOf(decision.explanation) }]
        : [];
    }),
  );
}

function whyOf({ reason, message }: Explanation): string {
  return message ?? reason ?? '';
}
