import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { RunsDocument, type RunOutcome } from '../../api/generated/graphql.js';
import { Sight } from '../../api/sight.js';
import { sayOutcome } from '../../api/words.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { useAddress } from '../../shell/use-address.js';
import { SelectField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { LongTable } from '../../ui/long-table.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import { durationText } from '../../ui/time.js';
import { targetText } from './run-words.js';
import { PAGE, runsQuery, type RunRow } from './runs.queries.js';

const COLUMNS = ['Run', 'Outcome', 'Ended', 'Took', 'Steps', 'Calls', 'Why not done'];
const OUTCOMES: readonly RunOutcome[] = ['done', 'waiting', 'failed', 'stuck'];

/** What the reconcilers did, the newest first. */
export function RunsPage(): ReactNode {
  const [outcome, setOutcome] = useAddress('outcome');
  const wanted = OUTCOMES.find((each) => each === outcome);
  const [sight] = useState(() => new Sight(PAGE));
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    runsQuery(wanted, sight),
  );
  const onSight = useCallback(
    (first: number, last: number) => {
      if (sight.see(first, last)) void refetch();
    },
    [sight, refetch],
  );
  const rows = data?.pages.flatMap(({ runs }) => runs) ?? [];
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <div className={styles['page']}>
      <title>Runs · SECA gateway</title>
      <div className={styles['row']}>
        <h1>Runs</h1>
        <CopyQuery
          document={RunsDocument}
          variables={{ first: 50, outcomes: wanted ? [wanted] : null, after: null }}
        />
      </div>
      <Filters label="Which runs">
        <SelectField
          label="Outcome"
          value={outcome}
          onChange={setOutcome}
          options={[['', 'All'], ...OUTCOMES.map((each) => [each, sayOutcome(each).word] as const)]}
        />
      </Filters>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} label="Reading the runs" />}
      {data && rows.length === 0 && (
        <Message tone="idle" title={wanted ? 'No run ended so.' : 'Nothing has had to be done yet.'}>
          <p>A run is written down when it changed something at Hetzner, or failed to.</p>
        </Message>
      )}
      {rows.length > 0 && (
        <LongTable
          caption="Runs of reconcilers, the newest first"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ id }) => id}
          cellsOf={cellsOf}
          onEnd={onEnd}
          onSight={onSight}
        />
      )}
    </div>
  );
}

function cellsOf(run: RunRow): ReactNode {
  const { id, outcome, reason, calls, startedAt, endedAt, steps } = run;
  return (
    <>
      <th scope="row">
        <Link to={paths.run(id)}>{targetText(run)}</Link>
      </th>
      <td>
        <StateMark {...sayOutcome(outcome)} />
      </td>
      <td>
        <RelativeTime at={endedAt} />
      </td>
      <td>{durationText(Date.parse(endedAt) - Date.parse(startedAt))}</td>
      <td>{steps.length}</td>
      <td>{calls}</td>
      <td dir="auto">{reason ?? '–'}</td>
    </>
  );
}
