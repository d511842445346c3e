import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { ProvidersDocument, type ProviderFieldsFragment } from '../../api/generated/graphql.js';

export type Provider = ProviderFieldsFragment;

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => request(ProvidersDocument, {}, signal),
});
