import {
  appendState,
  explainState,
  natVmSlots,
  type Explanation,
  type Resource,
  type ResourceReport,
  type RouteStatus,
  type RunEnding,
} from '@seca-hetzner/domain';
import type { LeftPendingReason } from '../../rules/left-pending.js';
import { unsettled } from '../unsettled.js';
import type { NetworkActual } from './actual.js';
import { leftDrift } from './drift.js';
import type { NetworkIntent } from './intent.js';
import { natVmKey } from './nat-slot.js';
import { decideRoutes, hasRoute, type DecidedTable, type RouteDecision } from './routes.js';

/** What a run learnt of the network, its subnets and tables, and of gateways that have left it. */
export function reportNetwork(
  intent: NetworkIntent,
  actual: NetworkActual | undefined,
  ending: RunEnding,
  now: Date,
): ResourceReport[] {
  if (!actual) return membersOf(intent).map((member) => ({ ...member, ...unsettled(ending) }));
  const drift = leftDrift(intent, actual);
  return [
    ...intent.subnets.map(({ subnet, range }) => reportSubnet(subnet, range?.text, actual, ending)),
    ...decideRoutes(intent, actual).map((table) => reportTable(table, actual, drift, ending, now)),
    ...intent.gateways.flatMap(({ gateway }) => reportGateway(gateway, actual)),
    reportSelf(intent, actual, ending),
  ].filter((report) => report !== undefined);
}

function membersOf({ network, subnets, tables }: NetworkIntent): Pick<ResourceReport, 'uid' | 'version'>[] {
  const living = subnets.filter(({ range }) => range !== undefined).map(({ subnet }) => subnet);
  return [network, ...living, ...tables.map(({ table }) => table)].map(({ uid, resourceVersion }) => ({
    uid,
    version: resourceVersion,
  }));
}

function reportSelf({ network }: NetworkIntent, actual: NetworkActual, ending: RunEnding): ResourceReport {
  const known = { uid: network.uid, version: network.resourceVersion };
  if (network.deletedAt !== undefined) {
    const isGone = ending.type === 'done' && !actual.isNetworkBound;
    return isGone ? { ...known, outcome: 'gone' } : { ...known, ...unsettled(ending) };
  }
  return actual.network ? { ...known, outcome: 'settled' } : { ...known, ...unsettled(ending) };
}

function reportSubnet(
  subnet: Resource<'subnet'>,
  range: string | undefined,
  { network, isNetworkBound }: NetworkActual,
  ending: RunEnding,
): ResourceReport | undefined {
  const known = { uid: subnet.uid, version: subnet.resourceVersion };
  const isPresent = network?.subnets.some((each) => each.ip_range === range) ?? false;
  if (subnet.deletedAt !== undefined) {
    const isGone = range === undefined || (network ? !isPresent : !isNetworkBound);
    return isGone ? { ...known, outcome: 'gone' } : { ...known, ...unsettled(ending) };
  }
  // One that waits for its range has said so when it was written.
  if (range === undefined) return undefined;
  return isPresent ? { ...known, outcome: 'settled' } : { ...known, ...unsettled(ending) };
}

/**
 * A table is settled once every route has been decided on and programmed where it can be; whether a route is in
 * force stands in its own status.
 */
function reportTable(
  { table, decisions }: DecidedTable,
  { network, isNetworkBound }: NetworkActual,
  drift: string | undefined,
  ending: RunEnding,
  now: Date,
): ResourceReport {
  const known = { uid: table.uid, version: table.resourceVersion };
  const routes = decisions.map((decision, index) =>
    routeStatus(table.status.routes[index], decision, network, drift, now),
  );
  if (table.deletedAt !== undefined) {
    const isGone = ending.type === 'done' || !isNetworkBound;
    return isGone ? { ...known, outcome: 'gone' } : { ...known, ...unsettled(ending), details: { routes } };
  }
  const isProgrammed = decisions.every((each) => each.state !== 'program' || hasRoute(network, each.route));
  const outcome = network && isProgrammed ? ({ outcome: 'settled' } as const) : unsettled(ending);
  return { ...known, ...outcome, details: { routes } };
}

function routeStatus(
  before: RouteStatus | undefined,
  decision: RouteDecision,
  network: NetworkActual['network'],
  drift: string | undefined,
  now: Date,
): RouteStatus {
  const history = before ?? { state: 'pending', conditions: [] };
  const left = drift === undefined ? undefined : explainDrift(drift);
  if (decision.state === 'program') {
    const isThere = hasRoute(network, decision.route);
    const explanation = {
      reason: isThere ? 'RouteProgrammed' : 'RouteMissing',
      message: `${decision.route.destination} via ${decision.route.gateway}`,
    };
    return moved(history, isThere ? 'active' : 'pending', isThere ? explanation : (left ?? explanation), now);
  }
  const isWaitingForVm = decision.explanation.reason === 'GatewayNotReady';
  if (left && isWaitingForVm) return moved(history, 'pending', left, now);
  return moved(history, decision.state, decision.explanation, now);
}

function explainDrift(drift: string): Explanation {
  return { reason: 'DriftLeft' satisfies LeftPendingReason, message: `Waiting: ${drift}` };
}

function moved(
  history: RouteStatus,
  state: RouteStatus['state'],
  explanation: Explanation,
  now: Date,
): RouteStatus {
  const isNew = history.state !== state || history.conditions.length === 0;
  return isNew ? appendState(history, state, now, explanation) : explainState(history, explanation);
}

/** A deleted gateway is gone when its last VM is; others say nothing here, since they settle when written. */
function reportGateway(gateway: Resource<'internet-gateway'>, actual: NetworkActual): ResourceReport[] {
  const vms = natVmSlots.map((slot) => actual.natVms.get(natVmKey(gateway.uid, slot)));
  const isBound = vms.some((vm) => vm?.isServerBound || vm?.isPrimaryIpBound);
  if (gateway.deletedAt === undefined || isBound) return [];
  return [{ uid: gateway.uid, version: gateway.resourceVersion, outcome: 'gone' }];
}
