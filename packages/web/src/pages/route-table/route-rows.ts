/** The routes of a table, as wanted and as Hetzner's one list of the network has them. */
import { observedRoutes } from '../../way-out/observed.js';
import { nameOf, routeTargetOf } from '../../way-out/references.js';
import type { Network, Route, RouteTable } from './route-table.queries.js';

export interface RouteRow {
  key: string;
  destination: string;
  /** What is wanted; `undefined` for what is only there. */
  wanted: { target: string; route: Route } | undefined;
  /** The next hop at Hetzner, and whose address that is where it is known. */
  nextHop: { address: string; owner: string | undefined } | undefined;
  /** Other tables of the network that want the same destination led elsewhere. */
  rivals: readonly string[];
}

/** Pure. What is there and wanted by no table of the network comes last. */
export function routeRowsOf(table: RouteTable, network: Network): RouteRow[] {
  const there = observedRoutes(network.providerObject?.observed);
  const hopOf = (destination: string): RouteRow['nextHop'] => {
    const found = there.find((route) => route.destination === destination);
    return found && { address: found.gateway, owner: ownerOf(found.gateway, network) };
  };
  const wanted = table.routes.map((route, index): RouteRow => {
    const { destination, target } = route;
    return {
      key: `${index} ${destination}`,
      destination,
      wanted: { target: nameOf(target), route },
      nextHop: hopOf(destination),
      rivals: rivalsOf(route, table, network),
    };
  });
  const all = new Set(network.routeTables.flatMap(({ routes }) => routes.map((each) => each.destination)));
  const surplus = there
    .filter(({ destination }) => !all.has(destination))
    .map(({ destination }): RouteRow => {
      const nextHop = hopOf(destination);
      return { key: `surplus ${destination}`, destination, wanted: undefined, nextHop, rivals: [] };
    });
  return [...wanted, ...surplus];
}

function ownerOf(address: string, { internetGateways }: Network): string | undefined {
  const gateway = internetGateways.find(({ natVm }) => natVm?.aliasAddress === address);
  return gateway && `gateway ${gateway.name}`;
}

function rivalsOf({ destination, target }: Route, table: RouteTable, network: Network): string[] {
  return network.routeTables
    .filter(({ uid }) => uid !== table.uid)
    .filter(({ routes }) =>
      routes.some((each) => each.destination === destination && !isSameTarget(each.target, target)),
    )
    .map(({ name }) => name);
}

function isSameTarget(one: string, other: string): boolean {
  const left = routeTargetOf(one);
  const right = routeTargetOf(other);
  return left.type === right.type && left.name === right.name;
}
