import type { ReactNode } from 'react';
import styles from './nothing-here.module.css';

/** A whole screen that has nothing to show, and says why and where to go on. */
export function NothingHere({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles['nothing']}>
      <title>{`${title} · SECA gateway`}</title>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
