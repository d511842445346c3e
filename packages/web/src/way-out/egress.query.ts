import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.js';
import { EgressDocument, type EgressQueryVariables } from '../api/generated/graphql.js';

export function egressQuery(variables: EgressQueryVariables) {
  return queryOptions({
    queryKey: ['egress', variables],
    queryFn: ({ signal }) => request(EgressDocument, variables, signal),
  });
}
