import type { ReactNode } from 'react';
import styles from './skeleton.module.css';

/** Stands where something is being read; unseen for the first 200 ms, so that fast answers do not flicker. */
export function Skeleton({ rows, label }: { rows: number; label: string }): ReactNode {
  return (
    <div className={styles['skeleton']} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles['row']} />
      ))}
    </div>
  );
}
