import type { ReactNode } from 'react';
import styles from './badge.module.css';

/** A remark in a word or two; `hint` says more on hover. */
export function Badge({ children, hint }: { children: ReactNode; hint?: string }): ReactNode {
  return (
    <span className={styles['badge']} title={hint}>
      {children}
    </span>
  );
}
