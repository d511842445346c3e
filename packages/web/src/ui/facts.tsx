import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** A fact: its name, and what it is. */
export type Fact = readonly [name: string, value: ReactNode];

/** Short facts in a row, as many as there is room for. */
export function Facts({ facts }: { facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
