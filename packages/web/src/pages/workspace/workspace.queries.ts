import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import type { Sight } from '../../api/sight.js';
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

/** As many as the API gives at once. */
export const PAGE = 200;

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

export function resourcesQuery(filter: ResourceFilter, orderBy: ResourceOrder, sight: Sight) {
  return infiniteQueryOptions({
    queryKey: ['workspace-resources', filter, orderBy],
    queryFn: (context) =>
      sight.read(context, () => {
        const { signal, pageParam } = context;
        return request(
          WorkspaceResourcesDocument,
          { filter, orderBy, first: PAGE, after: pageParam },
          signal,
        );
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ resources: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    placeholderData: keepPreviousData,
  });
}
