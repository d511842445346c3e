import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  InstanceDocument,
  WayThingsDocument,
  type InstanceQuery,
  type InstanceQueryVariables,
  type WayThingsQueryVariables,
} from '../../api/generated/graphql.js';

export type Instance = NonNullable<InstanceQuery['instance']>;

export function instanceQuery(variables: InstanceQueryVariables) {
  return queryOptions({
    queryKey: ['instance', variables],
    queryFn: ({ signal }) => request(InstanceDocument, variables, signal),
  });
}

export function wayThingsQuery(variables: WayThingsQueryVariables) {
  return queryOptions({
    queryKey: ['way things', variables],
    queryFn: ({ signal }) => request(WayThingsDocument, variables, signal),
  });
}
