import type { SimulatedNetwork } from './cloud.js';

/** A route as a client writes it; `target` is the text of its `targetRef`. */
export interface AskedRoute {
  destination: string;
  target: string;
}

type Route = SimulatedNetwork['routes'][number];

/**
 * What was asked of the routes of one network, and what Hetzner's only list of them has to be by it: those of the
 * tables in use, the oldest table first; who comes later with what overlaps goes without.
 */
export class RouteModel {
  /** By name, in the order in which they were made. */
  readonly tables = new Map<string, readonly AskedRoute[]>();
  /** By name: the range, and the table that is named, there or not. */
  readonly subnets = new Map<string, { range: string; table: string }>();

  /** `addressOf` gives where a target is by now, and `undefined` for one that is not there. */
  routes(addressOf: (target: string) => string | undefined): Route[] {
    const used = new Set([...this.subnets.values()].map(({ table }) => table));
    const routes: Route[] = [];
    for (const [name, asked] of this.tables) {
      if (!used.has(name)) continue;
      for (const { destination, target } of asked) {
        const gateway = addressOf(target);
        if (gateway !== undefined && this.#isFree(destination, routes)) routes.push({ destination, gateway });
      }
    }
    return routes;
  }

  #isFree(destination: string, routes: readonly Route[]): boolean {
    if (destination === '0.0.0.0/0') return routes.every((route) => route.destination !== destination);
    const others = [
      ...routes.map((route) => route.destination).filter((other) => other !== '0.0.0.0/0'),
      ...[...this.subnets.values()].map(({ range }) => range),
    ];
    return isPrivate(destination) && others.every((other) => !doOverlap(destination, other));
  }
}

function isPrivate(range: string): boolean {
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((whole) => {
    const isNarrower = prefixOf(range) >= prefixOf(whole);
    return isNarrower && doOverlap(range, whole);
  });
}

/** Two blocks overlap when they agree in as many bits as the shorter prefix has. */
function doOverlap(one: string, other: string): boolean {
  const shared = Math.min(prefixOf(one), prefixOf(other));
  return bitsOf(one).slice(0, shared) === bitsOf(other).slice(0, shared);
}

function prefixOf(range: string): number {
  return Number(range.split('/')[1]);
}

function bitsOf(range: string): string {
  const [address = ''] = range.split('/');
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}
