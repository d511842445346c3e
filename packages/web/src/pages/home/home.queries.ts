import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { OverviewDocument, type OverviewQuery } from '../../api/generated/graphql.js';

export type NetworkSummary = OverviewQuery['networks'][number];
export type AttentionItem = OverviewQuery['attention'][number];
export type WorkspaceSummary = OverviewQuery['workspaces'][number];
export type Tenant = OverviewQuery['tenants'][number];
export type Connection = OverviewQuery['providerConnections'][number];

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => request(OverviewDocument, {}, signal),
});
