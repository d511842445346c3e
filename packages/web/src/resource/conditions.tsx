import type { ReactNode } from 'react';
import type { ConditionFieldsFragment } from '../api/generated/graphql.js';
import { sayState } from '../api/words.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateMark } from '../ui/state-mark.js';
import styles from './conditions.module.css';

/** How a state came about, newest first. */
export function Conditions({
  subject,
  conditions,
}: {
  /** Whose they are; `Network main`. */
  subject: string;
  conditions: readonly ConditionFieldsFragment[];
}): ReactNode {
  return (
    <section className={styles['conditions']} aria-label={`${subject}: conditions`}>
      <h3>Conditions</h3>
      {conditions.length === 0 ? (
        <p className={styles['detail']}>Nothing has happened yet.</p>
      ) : (
        <ol className={styles['list']}>
          {conditions.map(({ state, at, reason, message }, index) => (
            // Conditions are only ever added in front; one of them may share its moment with the next.
            <li key={`${at} ${conditions.length - index}`} className={styles['item']}>
              {index === 0 ? (
                <StateMark {...sayState(state)} />
              ) : (
                <span className={styles['past']}>{sayState(state).word}</span>
              )}
              <span className={styles['detail']} dir="auto">
                {message}
                {reason && (
                  <>
                    {' '}
                    <code>{reason}</code>
                  </>
                )}
              </span>
              <span className={styles['age']}>
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
