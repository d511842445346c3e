import type { ReactNode } from 'react';
import styles from './filters.module.css';

/** Fields that narrow down what is below them. */
export function Filters({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles['filters']} role="search" aria-label={label}>
      {children}
    </div>
  );
}
