import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OperationState } from '../../api/generated/graphql.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { Message } from '../../ui/message.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import type { Tone } from '../../ui/tone.js';
import { operationQuery } from './plan.queries.js';

const STATES: Readonly<Record<OperationState, { tone: Tone; word: string }>> = {
  accepted: { tone: 'waiting', word: 'Accepted' },
  running: { tone: 'waiting', word: 'Running' },
  succeeded: { tone: 'ok', word: 'Done' },
  failed: { tone: 'broken', word: 'Failed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
};

/** How far an operation is, step by step, and why it failed. */
export function OperationProgress({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(operationQuery(id));
  if (!data) {
    if (error) return <ReadFault error={error} hasData={false} onRetry={() => void refetch()} />;
    return <Skeleton rows={3} label="Reading the operation" />;
  }
  const { operation } = data;
  if (!operation) return <Message tone="unknown" title="There is no such operation any more." />;
  const { state, progress, steps, createdAt, errorMessage, errorClass, remedy } = operation;
  return (
    <Panel title="Applying it" aside={<StateMark {...STATES[state]} />}>
      <div className={styles['stack']}>
        <p role="status">
          {progress} % of the steps are done; asked for <RelativeTime at={createdAt} />.
        </p>
        {errorMessage !== null && (
          <Message tone="broken" title={errorMessage} role="alert">
            {remedy !== null && <p>{remedy}</p>}
            {errorClass !== null && (
              <p>
                Code <code>{errorClass}</code>
              </p>
            )}
          </Message>
        )}
        <ul>
          {steps.map(({ name, uid, isDone }) => (
            <li key={`${name} ${uid ?? ''}`}>
              <StateMark tone={isDone ? 'ok' : 'waiting'} word={isDone ? 'Done' : 'Waiting'} /> {name}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
