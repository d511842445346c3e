import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.js';
import { PlacesDocument } from '../api/generated/graphql.js';

/** Where the networks of a tenant are: what an address without a region may mean. */
export function placesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['places', tenant],
    queryFn: ({ signal }) => request(PlacesDocument, { tenant }, signal),
  });
}
