import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  RouteTableDocument,
  type RouteTableQuery,
  type RouteTableQueryVariables,
} from '../../api/generated/graphql.js';

export type Network = NonNullable<RouteTableQuery['network']>;
export type RouteTable = Network['routeTables'][number];
export type Route = RouteTable['routes'][number];

/** A network with all its tables: they share one list of routes at Hetzner. */
export function routeTableQuery(variables: RouteTableQueryVariables) {
  return queryOptions({
    queryKey: ['route table', variables],
    queryFn: ({ signal }) => request(RouteTableDocument, variables, signal),
  });
}
