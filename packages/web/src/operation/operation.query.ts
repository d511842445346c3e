import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.js';
import { OperationDocument } from '../api/generated/graphql.js';

/** Its changes are announced, as all others are. */
export function operationQuery(id: string) {
  return queryOptions({
    queryKey: ['operation', id],
    queryFn: ({ signal }) => request(OperationDocument, { id }, signal),
  });
}
