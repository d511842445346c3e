import type { ReactNode } from 'react';
import { columnTitles } from './column-titles.js';
import styles from './table.module.css';

interface TableProps {
  /** Says what the rows are; read out, not shown. */
  caption: string;
  columns: readonly string[];
  /** The rows, as `tr`. */
  children: ReactNode;
}

/** A table; where it has no room, a list of cards when it has many columns, else it scrolls, also by keyboard. */
export function Table({ caption, columns, children }: TableProps): ReactNode {
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles['table']} {...columnTitles(columns)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
