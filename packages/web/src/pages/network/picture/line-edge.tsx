import { getBezierPath, type Edge, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import styles from './line-drawing.module.css';
import type { LineState } from './picture.js';

export type LineData = {
  state: LineState;
  /** Whether it is on the way that is followed; `undefined` when none is. */
  isLit: boolean | undefined;
};

/** A line, by the shape of its state. */
export function LineEdge({ data, ...ends }: EdgeProps<Edge<LineData, 'line'>>): ReactNode {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition } = ends;
  const [path, x, y] = getBezierPath({ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition });
  return (
    <g className={styles['line']} data-state={data?.state} data-lit={data?.isLit}>
      <path className={styles['near']} d={path} />
      <path className={styles['stroke']} d={path} />
      <path className={styles['head']} d={`M${targetX} ${targetY}l-7 -4v8z`} />
      {data?.state === 'broken' && <path className={styles['cross']} d={crossAt({ x, y })} />}
    </g>
  );
}

/** Path data of a small cross. */
export function crossAt({ x, y }: { x: number; y: number }): string {
  return `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
}
