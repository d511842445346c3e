import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { ActivityDocument, type ActivityQuery, type AuditEventFilter } from '../../api/generated/graphql.js';

export type Event = ActivityQuery['auditEvents']['edges'][number]['node'];

const PAGE = 50;

export function activityQuery(filter: AuditEventFilter) {
  return infiniteQueryOptions({
    queryKey: ['activity', filter],
    queryFn: ({ signal, pageParam }) =>
      request(ActivityDocument, { filter, first: PAGE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ auditEvents: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
  });
}
