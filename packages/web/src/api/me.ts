/** Who is signed in, and what of the console that opens. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from './client.js';
import { ShellDocument, type OperatorRole } from './generated/graphql.js';

export const shellQuery = queryOptions({
  queryKey: ['shell'],
  queryFn: ({ signal }) => request(ShellDocument, {}, signal),
});

const RANKS: Readonly<Record<OperatorRole, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Whether `role` includes `needed`. */
export function includesRole(role: OperatorRole, needed: OperatorRole): boolean {
  return RANKS[role] >= RANKS[needed];
}

/** Whether whoever is signed in may do what needs a role; false until that is known. */
export function useMay(needed: OperatorRole): boolean {
  const { data } = useQuery(shellQuery);
  return data !== undefined && includesRole(data.me.role, needed);
}
