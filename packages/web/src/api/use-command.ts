import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { request } from './client.js';
import type { TypedDocumentString } from './generated/graphql.js';

/** A mutation; what is shown is read again once it is done. It is not cut off when its screen is left. */
export function useCommand<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  onDone: (data: Data) => void = () => undefined,
): UseMutationResult<Data, Error, Variables> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => request(document, variables, new AbortController().signal),
    networkMode: 'always',
    onSuccess: async (data) => {
      onDone(data);
      await queries.invalidateQueries();
    },
  });
}
