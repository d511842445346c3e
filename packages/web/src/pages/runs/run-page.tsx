import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { RunDocument, type RunQuery } from '../../api/generated/graphql.js';
import { sayOutcome } from '../../api/words.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { UnreadPage } from '../../shell/unread-page.js';
import { Facts } from '../../ui/facts.js';
import { Message } from '../../ui/message.js';
import { NothingHere } from '../../ui/nothing-here.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { durationText } from '../../ui/time.js';
import { RunSteps } from './run-steps.js';
import { targetText } from './run-words.js';
import { runQuery } from './runs.queries.js';

/** One run: what was planned, and what was done of it and when. */
export function RunPage(): ReactNode {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(runQuery(id));
  if (!data) {
    return <UnreadPage title="Run" reading="Reading the run" error={error} onRetry={() => void refetch()} />;
  }
  if (!data.run) {
    return (
      <NothingHere title="There is no such run">
        <p>Runs are kept for a while only, and this one may be of another installation.</p>
        <p>
          <Link to={paths.runs()}>All runs</Link>
        </p>
      </NothingHere>
    );
  }
  return <RunView run={data.run} />;
}

function RunView({ run }: { run: NonNullable<RunQuery['run']> }): ReactNode {
  const { id, outcome, reason, planned, startedAt, endedAt, calls, tenant, target } = run;
  const title = targetText(run);
  return (
    <div className={styles['page']}>
      <title>{`${title} · Run · SECA gateway`}</title>
      <div className={styles['stack']}>
        <nav aria-label="Where this is">
          <Link to={paths.runs()}>Runs</Link>
        </nav>
        <div className={styles['row']}>
          <h1>{title}</h1>
          <StateMark {...sayOutcome(outcome)} />
          <CopyQuery document={RunDocument} variables={{ id }} />
        </div>
        {reason !== null && <Message tone={sayOutcome(outcome).tone} title={reason} />}
        <Facts
          facts={[
            ['Ended', <RelativeTime key="ended" at={endedAt} />],
            ['Took', durationText(Date.parse(endedAt) - Date.parse(startedAt))],
            ['Calls to Hetzner', calls],
            ['Tenant', tenant ?? 'not noted'],
            [
              'For',
              target === null ? (
                run.unitType
              ) : (
                <Link key="for" to={paths.activity({ target })}>
                  What was done to it
                </Link>
              ),
            ],
          ]}
        />
      </div>
      <Panel title="Steps">
        <RunSteps run={run} />
      </Panel>
      <Panel title="Planned at its start">
        {planned.length === 0 ? (
          <p className={styles['soft']}>Nothing: what was wanted was there.</p>
        ) : (
          <ol className={styles['stack']}>
            {planned.map((step, index) => (
              <li key={`${index} ${step}`}>
                <code>{step}</code>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </div>
  );
}
