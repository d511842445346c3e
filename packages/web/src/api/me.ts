/** Who is signed in, and what of the console that opens. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from './client.js';
import { ShellDocument, type OperatorRole } from './generated/graphql.js';
import { includesRole } from './roles.js';

export const shellQuery = queryOptions({
  queryKey: ['shell'],
  queryFn: ({ signal }) => request(ShellDocument, {}, signal),
});

/** Whether whoever is signed in may do what needs a role; false until that is known. */
export function useMay(needed: OperatorRole): boolean {
  const { data } = useQuery(shellQuery);
  return data !== undefined && includesRole(data.me.role, needed);
}
