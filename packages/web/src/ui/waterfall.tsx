import type { ReactNode } from 'react';
import styles from './waterfall.module.css';

/** When something happened within a whole, and for how long; all in one unit. The figures stand beside it as text. */
export function Waterfall({ from, length, of }: { from: number; length: number; of: number }): ReactNode {
  const percent = (value: number): number => (of > 0 ? Math.min(100, Math.max(0, (value / of) * 100)) : 0);
  // Too short to be seen is still something.
  const width = Math.max(1.5, percent(length));
  return (
    <svg className={styles['waterfall']} aria-hidden="true">
      <rect className={styles['whole']} width="100%" height="100%" rx="3" />
      <rect
        className={styles['part']}
        x={`${Math.min(percent(from), 100 - width)}%`}
        width={`${width}%`}
        height="100%"
        rx="3"
      />
    </svg>
  );
}
