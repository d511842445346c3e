/** What a route leads to, by the way it was named. */
export interface RouteTarget {
  type: 'gateway' | 'instance' | 'address';
  name: string;
}

const COLLECTIONS: Readonly<Record<string, RouteTarget['type']>> = {
  'internet-gateways': 'gateway',
  instances: 'instance',
};

/** References are spelled in several ways; all of them end in collection and name. */
export function routeTargetOf(reference: string): RouteTarget {
  const [name = '', collection = ''] = reference.split('/').toReversed();
  return { type: COLLECTIONS[collection] ?? 'address', name };
}

/** `default` of `route-tables/default`. */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
