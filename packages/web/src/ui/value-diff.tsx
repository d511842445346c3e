import type { ReactNode } from 'react';
import styles from './value-diff.module.css';

/** One value that differs; before and after are JSON, null where there is no value. */
export interface ChangedValue {
  path: string;
  before: string | null;
  after: string | null;
}

/** What has changed, value by value: told apart by sign and word, not by colour alone. */
export function ValueDiff({
  changes,
  label,
}: {
  changes: readonly ChangedValue[];
  label: string;
}): ReactNode {
  return (
    <dl className={styles['diff']} aria-label={label}>
      {changes.map(({ path, before, after }) => (
        <div key={path} className={styles['change']}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>
            {before !== null && (
              <del className={styles['before']}>
                <span aria-hidden="true">− </span>
                <code dir="auto">{before}</code>
              </del>
            )}
            {after !== null && (
              <ins className={styles['after']}>
                <span aria-hidden="true">+ </span>
                <code dir="auto">{after}</code>
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
