import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import type { Sight } from '../../api/sight.js';
import { RunDocument, RunsDocument, type RunOutcome, type RunsQuery } from '../../api/generated/graphql.js';

export type RunRow = RunsQuery['runs'][number];

export const PAGE = 100;

export function runsQuery(outcome: RunOutcome | undefined, sight: Sight) {
  return infiniteQueryOptions({
    queryKey: ['runs', outcome],
    queryFn: (context) =>
      sight.read(context, () => {
        const { signal, pageParam } = context;
        const outcomes = outcome ? [outcome] : null;
        return request(RunsDocument, { first: PAGE, after: pageParam, outcomes }, signal);
      }),
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
