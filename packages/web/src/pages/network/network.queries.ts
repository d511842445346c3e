import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  EgressDocument,
  NetworkDocument,
  PlacesDocument,
  type EgressQueryVariables,
  type NetworkQuery,
  type NetworkQueryVariables,
} from '../../api/generated/graphql.js';

export type Network = NonNullable<NetworkQuery['network']>;
export type Instance = Network['instances'][number];
export type Gateway = Network['internetGateways'][number];
export type RouteTable = Network['routeTables'][number];
export type Subnet = Network['subnets'][number];

export function networkQuery(variables: NetworkQueryVariables) {
  return queryOptions({
    queryKey: ['network', variables],
    queryFn: ({ signal }) => request(NetworkDocument, variables, signal),
  });
}

export function placesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['places', tenant],
    queryFn: ({ signal }) => request(PlacesDocument, { tenant }, signal),
  });
}

export function egressQuery(variables: EgressQueryVariables) {
  return queryOptions({
    queryKey: ['egress', variables],
    queryFn: ({ signal }) => request(EgressDocument, variables, signal),
  });
}
