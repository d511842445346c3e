import type { Fault } from '../errors.js';
import { newHistory } from '../resource/conditions.js';
import { plainRules, type Admission } from '../resource/kind-rules.js';
import { cidrFamily, holdsAddress, addressFamily, ipv4Range, isWithin } from './cidr.js';
import { routeTableSpecSchema, type Route, type RouteStatus } from './route-table.js';

/** Source: SECA, route table. Routes to instances and addresses may name what does not exist. */
export const routeTableRules = plainRules<'routing-table'>({
  specSchema: routeTableSpecSchema,
  references: (spec) =>
    spec.routes.map((route, index) => ({
      pointer: `/spec/routes/${index}/targetRef`,
      reference: route.targetRef,
      expects: ['internet-gateway', 'instance'],
      allowsAddress: true,
      mayBeMissing: 'instance',
    })),
  faults: (admission) =>
    admission.draft.spec.routes.flatMap((route, index) => [
      ...destinationFaults(route, index, admission),
      ...targetFaults(route, index, admission),
    ]),
  arrange: ({ draft, existing }) => ({
    details: {
      routes: draft.spec.routes.map((route) => routeStatusOf(route, draft.lastModifiedAt, existing)),
    },
  }),
});

function destinationFaults(
  route: Route,
  index: number,
  { draft, parentNetwork }: Admission<'routing-table'>,
): Fault[] {
  const pointer = `/spec/routes/${index}/destinationCidrBlock`;
  const destination = route.destinationCidrBlock;
  const family = cidrFamily(destination);
  if (!family) return [{ pointer, message: `'${destination}' is not a CIDR block` }];
  const range = family === 'ipv4' ? ipv4Range(destination) : undefined;
  if (family === 'ipv4' && !range) {
    return [{ pointer, message: `'${destination}' has bits set behind its prefix` }];
  }
  const earlier = draft.spec.routes.findIndex((other) => other.destinationCidrBlock === destination);
  if (earlier < index) {
    return [{ pointer, message: `'${destination}' is already the destination of route ${earlier}` }];
  }
  const local = parentNetwork?.status.cidr.ipv4;
  const localRange = local === undefined ? undefined : ipv4Range(local);
  if (range && localRange && isWithin(range, localRange)) {
    return [{ pointer, message: `'${destination}' lies within the network's own range ${localRange.text}` }];
  }
  return [];
}

function targetFaults(
  route: Route,
  index: number,
  { references, parentNetwork }: Admission<'routing-table'>,
): Fault[] {
  const pointer = `/spec/routes/${index}/targetRef`;
  if (references.get(pointer)?.target) return [];
  const address = route.targetRef.resource;
  const range = parentNetwork?.status.cidr.ipv4 ? ipv4Range(parentNetwork.status.cidr.ipv4) : undefined;
  const family = addressFamily(address);
  if (!family) return [{ pointer: `${pointer}/resource`, message: `'${address}' is not an IP address` }];
  if (family === 'ipv4' && range && holdsAddress(range, address)) return [];
  return [
    { pointer: `${pointer}/resource`, message: `the address ${address} does not lie in the network's range` },
  ];
}

/** A route that stays the same keeps what is known of it. */
function routeStatusOf(
  route: Route,
  at: Date,
  existing: Admission<'routing-table'>['existing'],
): RouteStatus {
  const before = existing?.spec.routes.findIndex(
    (other) =>
      other.destinationCidrBlock === route.destinationCidrBlock &&
      other.targetRef.resource === route.targetRef.resource,
  );
  const known = before === undefined ? undefined : existing?.status.routes[before];
  return known ?? newHistory(at);
}
