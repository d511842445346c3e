import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  NetworkDocument,
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
