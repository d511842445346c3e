import type { ReactNode } from 'react';
import type { Layout, PlacedLine } from './layout.js';
import styles from './line-drawing.module.css';

interface LineDrawingProps {
  layout: Layout;
  /** Keys of the lines on the way that is followed; `undefined` when none is. */
  litLines: ReadonlySet<string> | undefined;
}

/** The lines alone. Drawn for the eye: the text twin tells where each element leads and how. */
export function LineDrawing({ layout, litLines }: LineDrawingProps): ReactNode {
  return (
    <svg className={styles['drawing']} width={layout.width} height={layout.height} aria-hidden="true">
      {layout.lines.map((line) => (
        <DrawnLine key={line.key} line={line} isLit={litLines?.has(line.key)} />
      ))}
    </svg>
  );
}

function DrawnLine({ line, isLit }: { line: PlacedLine; isLit: boolean | undefined }): ReactNode {
  const { state, path, middle, end } = line;
  return (
    <g className={styles['line']} data-state={state} data-lit={isLit}>
      <path className={styles['stroke']} d={path} />
      <path className={styles['head']} d={`M${end.x} ${end.y}l-7 -4v8z`} />
      {state === 'broken' && <path className={styles['cross']} d={crossAt(middle)} />}
    </g>
  );
}

/** Path data of a small cross. */
export function crossAt({ x, y }: { x: number; y: number }): string {
  return `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
}
