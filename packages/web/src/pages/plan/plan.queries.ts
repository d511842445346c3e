import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { PlanDocument, PlanPlacesDocument, type PlanFieldsFragment } from '../../api/generated/graphql.js';

export type Plan = PlanFieldsFragment;

export const placesQuery = queryOptions({
  queryKey: ['plan-places'],
  queryFn: ({ signal }) => request(PlanPlacesDocument, {}, signal),
});

/** A plan never changes, so it is read once. */
export function planQuery(id: string) {
  return queryOptions({
    queryKey: ['plan', id],
    queryFn: ({ signal }) => request(PlanDocument, { id }, signal),
    staleTime: 'static',
    refetchInterval: false,
  });
}
