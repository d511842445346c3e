import { useViewport } from '@xyflow/react';
import type { ReactNode } from 'react';
import styles from './map-view.module.css';
import type { Layout } from './layout.js';
import { LAYER_WORDS } from './picture.js';

/** What the columns are, at the top however far down the picture is looked at. */
export function ColumnTitles({ layout }: { layout: Layout }): ReactNode {
  const { x: left, zoom } = useViewport();
  return (
    <div className={styles['titles']}>
      {layout.columns.map(({ layer, x, width }) => (
        <h3
          key={layer}
          className={styles['title']}
          style={{ transform: `translateX(${x * zoom + left}px)`, width: Math.max(width * zoom, 60) }}
        >
          {LAYER_WORDS[layer].title}
        </h3>
      ))}
    </div>
  );
}
