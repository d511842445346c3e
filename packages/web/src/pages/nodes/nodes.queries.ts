import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { NodesDocument, type NodesQuery } from '../../api/generated/graphql.js';

export type Node = NodesQuery['nodes'][number];

export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: ({ signal }) => request(NodesDocument, {}, signal),
});
