import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { RunDocument, RunsDocument, type RunOutcome, type RunsQuery } from '../../api/generated/graphql.js';

export type RunRow = RunsQuery['runs'][number];

const PAGE = 100;

export function runsQuery(outcome: RunOutcome | undefined) {
  return infiniteQueryOptions({
    queryKey: ['runs', outcome],
    queryFn: ({ signal, pageParam }) =>
      request(RunsDocument, { first: PAGE, after: pageParam, outcomes: outcome ? [outcome] : null }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ runs }) => (runs.length === PAGE ? runs.at(-1)?.id : undefined),
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => request(RunDocument, { id }, signal),
  });
}
