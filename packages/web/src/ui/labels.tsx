import type { ReactNode } from 'react';
import styles from './labels.module.css';

/** Labels as their owner wrote them: any text, in any direction of writing. */
export function Labels({ labels }: { labels: Record<string, unknown> }): ReactNode {
  const entries = Object.entries(labels);
  if (entries.length === 0) return null;
  return (
    <ul className={styles['labels']} aria-label="Labels">
      {entries.map(([key, value]) => (
        <li key={key} className={styles['label']}>
          <bdi className={styles['key']}>{key}</bdi>
          <bdi>{String(value)}</bdi>
        </li>
      ))}
    </ul>
  );
}
