import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api/errors.js';
import { CancelOperationDocument, type OperationState } from '../api/generated/graphql.js';
import { useMay } from '../api/me.js';
import { useCommand } from '../api/use-command.js';
import styles from '../resource/page.module.css';
import { ReadFault } from '../shell/read-fault.js';
import { Button } from '../ui/button.js';
import { Message } from '../ui/message.js';
import { Panel } from '../ui/panel.js';
import { RelativeTime } from '../ui/relative-time.js';
import { Skeleton } from '../ui/skeleton.js';
import { StateMark } from '../ui/state-mark.js';
import { durationText } from '../ui/time.js';
import type { Tone } from '../ui/tone.js';
import { operationQuery } from './operation.query.js';

const STATES: Readonly<Record<OperationState, { tone: Tone; word: string }>> = {
  accepted: { tone: 'waiting', word: 'Accepted' },
  running: { tone: 'waiting', word: 'Running' },
  succeeded: { tone: 'ok', word: 'Done' },
  failed: { tone: 'broken', word: 'Failed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
};

interface OperationProgressProps {
  id: string;
  /** What is being done: `Applying it`. */
  title: string;
}

/** How far an operation is, step by step, and why it failed. */
export function OperationProgress({ id, title }: OperationProgressProps): ReactNode {
  const { data, error, refetch } = useQuery(operationQuery(id));
  if (!data) {
    if (error) return <ReadFault error={error} hasData={false} onRetry={() => void refetch()} />;
    return <Skeleton rows={3} label="Reading the operation" />;
  }
  const { operation } = data;
  if (!operation) return <Message tone="unknown" title="There is no such operation any more." />;
  const { state, progress, steps, createdAt, finishedAt, deadlineAt, errorMessage, errorClass, remedy } =
    operation;
  return (
    <Panel title={title} aside={<StateMark {...STATES[state]} />}>
      <div className={styles['stack']}>
        <p role="status">
          {progress} % of the steps are done; asked for <RelativeTime at={createdAt} />
          {finishedAt === null ? (
            `, given up after ${durationText(Date.parse(deadlineAt) - Date.parse(createdAt))}`
          ) : (
            <>
              , ended <RelativeTime at={finishedAt} />
            </>
          )}
          .
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
        {finishedAt === null && <Cancel id={id} />}
      </div>
    </Panel>
  );
}

/** Nothing is lost by it, so nothing has to be typed. */
function Cancel({ id }: { id: string }): ReactNode {
  const may = useMay('operator');
  const { mutate, isPending, error } = useCommand(CancelOperationDocument);
  if (!may) return null;
  return (
    <>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <div className={styles['row']}>
        <Button onClick={() => mutate({ id })} disabled={isPending}>
          Stop waiting for it
        </Button>
        <span className={styles['soft']}>What it has declared stays declared, and goes on coming about.</span>
      </div>
    </>
  );
}
