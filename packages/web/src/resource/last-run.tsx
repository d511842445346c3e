import type { ReactNode } from 'react';
import type { RunFieldsFragment } from '../api/generated/graphql.js';
import { sayOutcome } from '../api/words.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateMark } from '../ui/state-mark.js';
import { durationText } from '../ui/time.js';
import { Waterfall } from '../ui/waterfall.js';
import styles from './last-run.module.css';
import { sayStep, type Names } from './step-words.js';

/** The last run of the reconciler that did something: its steps, how long each took, what it cost. */
export function LastRun({
  subject,
  run,
  names,
}: {
  /** Whose it is; `Network main`. */
  subject: string;
  run: RunFieldsFragment | null;
  names: Names;
}): ReactNode {
  return (
    <section className={styles['run']} aria-label={`${subject}: last run`}>
      <h3>Last run</h3>
      {run ? (
        <Run run={run} names={names} />
      ) : (
        <p className={styles['soft']}>Nothing has had to be done yet.</p>
      )}
    </section>
  );
}

function Run({ run, names }: { run: RunFieldsFragment; names: Names }): ReactNode {
  const begin = Date.parse(run.startedAt);
  const length = Date.parse(run.endedAt) - begin;
  return (
    <>
      <p className={styles['summary']}>
        <StateMark {...sayOutcome(run.outcome)} />
        <span className={styles['soft']}>
          <RelativeTime at={run.endedAt} />, after {durationText(length)} and {callsText(run.calls)} to
          Hetzner
        </span>
      </p>
      {run.reason !== null && <p className={styles['soft']}>{run.reason}</p>}
      <ol>
        {run.steps.map((step) => {
          const { title, detail } = sayStep(step.do, names);
          return (
            <li key={`${step.startedAt} ${step.do}`} className={styles['step']}>
              <span className={styles['name']}>
                {title} {detail !== '' && <code>{detail}</code>}
                {step.result !== 'done' && <span className={styles['failure']}>{step.result}</span>}
              </span>
              <Waterfall from={Date.parse(step.startedAt) - begin} length={step.durationMs} of={length} />
              <span className={styles['figure']}>{durationText(step.durationMs)}</span>
              <span className={styles['figure']}>{callsText(step.calls)}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function callsText(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}
