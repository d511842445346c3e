import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { ResourceLink } from '../../resource/resource-link.js';
import { sayKind } from '../../resource/resource-path.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import type { Tone } from '../../ui/tone.js';
import styles from './attention-list.module.css';
import type { AttentionItem } from './home.queries.js';

const SEVERITIES: Readonly<Record<string, { tone: Tone; word: string }>> = {
  broken: { tone: 'broken', word: 'Broken' },
  late: { tone: 'waiting', word: 'Late' },
};

/** What is not as it should be, in the order of the server: the worst, and of these the oldest, first. */
export function AttentionList({ items }: { items: readonly AttentionItem[] }): ReactNode {
  if (items.length === 0) return <Message tone="ok" title="Nothing needs you." />;
  return (
    <ol className={styles['list']}>
      {items.map((item) => (
        <li
          key={`${item.about} ${item.resource?.uid ?? item.connection?.id ?? item.message}`}
          className={styles['item']}
        >
          <StateMark {...(SEVERITIES[item.severity] ?? { tone: 'unknown', word: item.severity })} />
          <div className={styles['text']}>
            <p>
              <Subject item={item} />: <span dir="auto">{item.message}</span>
              {item.reason !== null && (
                <>
                  {' '}
                  <code>{item.reason}</code>
                </>
              )}
            </p>
            {item.remedy !== null && <p className={styles['remedy']}>{item.remedy}</p>}
          </div>
          <span className={styles['age']}>
            <RelativeTime at={item.since} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Subject({ item: { about, resource, connection, tenant } }: { item: AttentionItem }): ReactNode {
  if (connection) {
    return (
      <strong>
        Provider connection <Link to={paths.provider(connection.id)}>{connection.name}</Link> of {tenant}
      </strong>
    );
  }
  if (!resource) return <strong>{tenant}</strong>;
  const what = about === 'agent' ? 'The agent of a NAT VM in network' : sayKind(resource.kind);
  return (
    <strong>
      {what} <ResourceLink resource={resource} /> in {tenant} / {resource.workspace || resource.name}
    </strong>
  );
}
