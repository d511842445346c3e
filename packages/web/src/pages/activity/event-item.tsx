import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { Facts } from '../../ui/facts.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { ValueDiff } from '../../ui/value-diff.js';
import styles from './activity-page.module.css';
import type { Event } from './activity.queries.js';

/** One event in a sentence; what was changed, and where it came from, one click away. */
export function EventItem({ event }: { event: Event }): ReactNode {
  const { subject, action, target, at, changes } = event;
  return (
    <li className={styles['event']}>
      <span>
        <strong>{subject}</strong> {action.replaceAll('-', ' ')}{' '}
        <Link to={paths.activity({ target })}>
          <code>{target}</code>
        </Link>
      </span>
      <span className={styles['age']}>
        <RelativeTime at={at} />
      </span>
      <details className={styles['more']}>
        <summary>{sayChanges(changes.length)}</summary>
        <div className={styles['inside']}>
          {changes.length > 0 && <ValueDiff label={`Changes by ${subject}`} changes={changes} />}
          <Facts
            facts={[
              ['Came in by', event.source],
              ['From', event.sourceAddress ?? 'not known'],
              ['Tenant', event.tenant || 'none'],
              ['Version', event.resourceVersion ?? 'none'],
              ['Request', <code key="request">{event.requestId ?? 'none'}</code>],
              ['Seal', event.seal ?? 'not sealed yet'],
            ]}
          />
        </div>
      </details>
    </li>
  );
}

function sayChanges(count: number): string {
  if (count === 0) return 'Details';
  return count === 1 ? '1 value changed' : `${count} values changed`;
}
