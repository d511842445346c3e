import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { columnTitles } from './column-titles.js';
import styles from './table.module.css';

interface LongTableProps<Row> {
  /** Says what the rows are; read out, not shown. */
  caption: string;
  columns: readonly string[];
  /** Those that are read so far. */
  rows: readonly Row[];
  /** How many there are in all, where that is known. */
  total?: number | undefined;
  keyOf: (row: Row) => string;
  /** The cells of a row, as `th` and `td`. */
  cellsOf: (row: Row) => ReactNode;
  /** The last row has come near. */
  onEnd: () => void;
  /** Other rows are drawn than before, from place `first` to place `last`. */
  onSight?: (first: number, last: number) => void;
}

const ROW_HEIGHT = 38;
const OVERSCAN = 12;

/** A table of any length, of which only the rows in sight are drawn; it asks for more before its end is reached. */
export function LongTable<Row>({
  caption,
  columns,
  rows,
  total,
  keyOf,
  cellsOf,
  onEnd,
  onSight,
}: LongTableProps<Row>): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (place.current) setTop(place.current.getBoundingClientRect().top + scrollY);
  }, []);

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => keyOf(rows[index]!),
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);
  const isAtEnd = last !== undefined && last.index >= rows.length - OVERSCAN;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd, rows.length]);

  const firstIndex = items[0]?.index ?? 0;
  const lastIndex = last?.index ?? 0;
  useEffect(() => onSight?.(firstIndex, lastIndex), [onSight, firstIndex, lastIndex]);

  const above = (items[0]?.start ?? top) - top;
  const below = virtualizer.getTotalSize() - ((last?.end ?? top) - top);
  return (
    <div ref={place} className={styles['scroll']} tabIndex={0} role="group" aria-label={caption}>
      <table
        className={styles['table']}
        aria-rowcount={total === undefined ? -1 : total + 1}
        {...columnTitles(columns)}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} columns={columns.length} />
          {items.map(({ key, index }) => (
            <tr key={key} ref={virtualizer.measureElement} data-index={index} aria-rowindex={index + 2}>
              {cellsOf(rows[index]!)}
            </tr>
          ))}
          <Gap height={below} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height, columns }: { height: number; columns: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className={styles['gap']}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
