/** Route tables, and their routes as Hetzner's one list of the network has them. */
import type { Tone } from '../../../ui/tone.js';
import type { Network, RouteTable } from '../network.queries.js';
import { tableId } from './draw-inside.js';
import { observedRoutes } from '../../../way-out/observed.js';
import type { Element, Line, LineState } from './picture.js';
import { routeTargetOf, type RouteTarget } from '../../../way-out/references.js';

type Route = RouteTable['routes'][number];

/** A route in the picture: what tables want alike is one, and what nobody wants is one too. */
export interface DrawnRoute {
  id: string;
  destination: string;
  /** `undefined`: nobody wants it. */
  target: RouteTarget | undefined;
  /** The wish that is furthest on its way; several tables may have it. */
  wish: Route | undefined;
  tables: readonly string[];
  /** The next hop at Hetzner; `undefined` while it is not there. */
  nextHop: string | undefined;
}

const FURTHEST: readonly Route['state'][] = [
  'active',
  'updating',
  'creating',
  'deleting',
  'pending',
  'error',
];

/** Nothing uses the table, or nobody needs the gateway: there is no route because none is needed. */
const NOT_NEEDED = new Set(['TableUnused', 'GatewayUnused']);

export function routesOf(network: Network): DrawnRoute[] {
  const there = observedRoutes(network.providerObject?.observed);
  const wanted = new Map<string, DrawnRoute>();
  for (const table of network.routeTables) {
    for (const route of table.routes) {
      const id = `route:${route.destination} ${route.target}`;
      const known = wanted.get(id);
      wanted.set(id, {
        id,
        destination: route.destination,
        target: routeTargetOf(route.target),
        wish: known?.wish ? further(known.wish, route) : route,
        tables: [...(known?.tables ?? []), tableId(table.uid)],
        nextHop: undefined,
      });
    }
  }
  // Of several wishes for a destination, what is there is the one that has come true.
  for (const { destination, gateway } of there) {
    const rivals = [...wanted.values()].filter((route) => route.destination === destination);
    const winner = rivals.find(({ wish }) => wish?.state === 'active') ?? rivals[0];
    const id = winner?.id ?? `surplus:${destination} ${gateway}`;
    const unwanted: DrawnRoute = {
      id,
      destination,
      target: undefined,
      wish: undefined,
      tables: [],
      nextHop: undefined,
    };
    wanted.set(id, { ...(winner ?? unwanted), nextHop: gateway });
  }
  return [...wanted.values()];
}

function further(left: Route, right: Route): Route {
  return FURTHEST.indexOf(left.state) <= FURTHEST.indexOf(right.state) ? left : right;
}

export function isNeeded({ wish }: DrawnRoute): boolean {
  return wish !== undefined && !NOT_NEEDED.has(wish.reason ?? '');
}

export function drawTables(network: Network): Element[] {
  return network.routeTables.map((table) => {
    const { uid, name, routes, deletedAt } = table;
    const active = routes.filter(({ state }) => state === 'active').length;
    return {
      id: tableId(uid),
      layer: 'tables',
      kind: 'Route table',
      name,
      wanted: deletedAt === null ? (routes.length === 1 ? '1 route' : `${routes.length} routes`) : 'gone',
      isWanted: deletedAt === null,
      isThere: active > 0,
      real: routes.length === 0 ? 'nothing to do' : `${active} in force`,
      ...tableState(table),
      reason: undefined,
      evidence: 'declared',
      observedAt: undefined,
    };
  });
}

function tableState({ routes, deletedAt }: RouteTable): { tone: Tone; word: string } {
  if (deletedAt !== null) return { tone: 'waiting', word: 'Deleting' };
  if (routes.length === 0) return { tone: 'idle', word: 'Empty' };
  if (routes.some(({ state }) => state === 'error')) return { tone: 'broken', word: 'Broken' };
  if (routes.every(({ state }) => state === 'active')) return { tone: 'ok', word: 'In force' };
  if (routes.every(({ state, reason }) => state === 'active' || NOT_NEEDED.has(reason ?? ''))) {
    return { tone: 'idle', word: 'Not needed' };
  }
  return { tone: 'waiting', word: 'Waiting' };
}

export function drawRoutes(network: Network, routes: readonly DrawnRoute[]): Element[] {
  return routes.map((route) => ({
    id: route.id,
    layer: 'routes',
    kind: 'Route',
    name: route.destination,
    wanted: route.target ? `to ${route.target.name}` : 'nothing',
    isWanted: route.target !== undefined,
    isThere: route.nextHop !== undefined,
    real: route.nextHop === undefined ? 'not there' : `via ${route.nextHop}`,
    ...routeState(route),
    reason:
      route.wish?.state === 'active' || !isNeeded(route) ? undefined : (route.wish?.message ?? undefined),
    evidence: network.providerObject?.evidence ?? undefined,
    observedAt: network.providerObject?.observedAt ?? undefined,
  }));
}

function routeState(route: DrawnRoute): { tone: Tone; word: string } {
  const { wish, nextHop } = route;
  if (!wish) return { tone: 'waiting', word: 'Not wanted' };
  if (wish.state === 'active') {
    return nextHop === undefined ? { tone: 'waiting', word: 'Missing' } : { tone: 'ok', word: 'In force' };
  }
  if (wish.state === 'error') return { tone: 'broken', word: 'Refused' };
  return isNeeded(route) ? { tone: 'waiting', word: 'Waiting' } : { tone: 'idle', word: 'Not needed' };
}

export function linesToRoutes(routes: readonly DrawnRoute[]): Line[] {
  return routes.flatMap((route) =>
    route.tables.map((from): Line => ({ from, to: route.id, state: wishState(route) })),
  );
}

/** How far what is wanted of a route has come true. */
export function wishState({ wish, nextHop }: DrawnRoute): LineState {
  if (!wish) return 'unwanted';
  if (wish.state === 'error') return 'broken';
  if (wish.state === 'active' && nextHop !== undefined) return 'programmed';
  const isWorkedOn = wish.state !== 'pending' || wish.reason === 'RouteMissing';
  return isWorkedOn ? 'applying' : 'absent';
}
