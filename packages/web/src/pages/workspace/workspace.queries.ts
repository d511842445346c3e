import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  WorkspaceDocument,
  WorkspaceRegionsDocument,
  WorkspaceResourcesDocument,
  WorkspaceSettingsDocument,
  type ResourceFilter,
  type ResourceOrder,
  type WorkspaceQuery,
  type WorkspaceQueryVariables,
  type WorkspaceResourcesQuery,
} from '../../api/generated/graphql.js';

export type Workspace = NonNullable<WorkspaceQuery['workspace']>;
export type ResourceRow = WorkspaceResourcesQuery['resources']['nodes'][number];

const PAGE = 100;

export function workspaceQuery(variables: WorkspaceQueryVariables) {
  return queryOptions({
    queryKey: ['workspace', variables],
    queryFn: ({ signal }) => request(WorkspaceDocument, variables, signal),
  });
}

export function settingsQuery(variables: WorkspaceQueryVariables) {
  return queryOptions({
    queryKey: ['workspace-settings', variables],
    queryFn: ({ signal }) => request(WorkspaceSettingsDocument, variables, signal),
  });
}

export function regionsQuery(tenant: string) {
  return queryOptions({
    queryKey: ['workspace-regions', tenant],
    queryFn: ({ signal }) => request(WorkspaceRegionsDocument, { tenant }, signal),
  });
}

export function resourcesQuery(filter: ResourceFilter, orderBy: ResourceOrder) {
  return infiniteQueryOptions({
    queryKey: ['workspace-resources', filter, orderBy],
    queryFn: ({ signal, pageParam }) =>
      request(WorkspaceResourcesDocument, { filter, orderBy, first: PAGE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ resources: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    placeholderData: keepPreviousData,
  });
}
