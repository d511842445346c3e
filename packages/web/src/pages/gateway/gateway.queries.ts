import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  GatewayDocument,
  type AgentFieldsFragment,
  type GatewayQuery,
  type GatewayQueryVariables,
} from '../../api/generated/graphql.js';

export type Gateway = NonNullable<GatewayQuery['internetGateway']>;
export type GatewayNetwork = Gateway['networks'][number];
export type NatVm = GatewayNetwork['internetGateways'][number]['natVms'][number];
export type Agent = AgentFieldsFragment;

export function gatewayQuery(variables: GatewayQueryVariables) {
  return queryOptions({
    queryKey: ['gateway', variables],
    queryFn: ({ signal }) => request(GatewayDocument, variables, signal),
  });
}
