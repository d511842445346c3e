import { Controls, ReactFlow, type Edge, type Viewport } from '@xyflow/react';
import { memo, useMemo, type ReactNode } from 'react';
import { ColumnTitles } from './column-titles.js';
import type { Layout } from './layout.js';
import type { LineData } from './line-edge.js';
import { EDGE_TYPES, NODE_TYPES, type MapNode } from './map-parts.js';
import styles from './map-view.module.css';
import type { View } from './views.js';

/** Around the picture, in px: what it may be moved away from the edges; at the top stand the titles. */
export const EDGE = 24;
export const TITLES = 44;
const LEAST_ZOOM = 0.3;
const MOST_ZOOM = 1.5;

const START: Viewport = { x: EDGE, y: TITLES, zoom: 1 };

const CONTROL_WORDS = {
  'controls.ariaLabel': 'Size of the picture',
  'controls.zoomIn.ariaLabel': 'Larger',
  'controls.zoomOut.ariaLabel': 'Smaller',
  'controls.fitView.ariaLabel': 'Show all of it',
};

interface MapCanvasProps {
  nodes: MapNode[];
  edges: Edge<LineData, 'line'>[];
  layout: Layout;
  view: View;
  /** Told what the mouse is on, by its id. */
  onPoint: (id: string | undefined) => void;
}

/** What can be moved and made larger. It is drawn anew when the picture changes, not when something is pointed at. */
export const MapCanvas = memo(function MapCanvas({
  nodes,
  edges,
  layout,
  view,
  onPoint,
}: MapCanvasProps): ReactNode {
  const { width, height } = layout;
  const extent = useMemo<[[number, number], [number, number]]>(
    () => [
      [-EDGE, -TITLES],
      [width + EDGE, height],
    ],
    [width, height],
  );
  return (
    <ReactFlow
      className={styles['map'] ?? ''}
      aria-label="Arrow keys go from one to the next"
      data-view={view}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultViewport={START}
      minZoom={LEAST_ZOOM}
      maxZoom={MOST_ZOOM}
      translateExtent={extent}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      // The page goes on scrolling under the wheel; with Ctrl it makes the picture larger.
      zoomOnScroll={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      panActivationKeyCode={null}
      onNodeMouseEnter={(_event, { id }) => onPoint(id)}
      onNodeMouseLeave={() => onPoint(undefined)}
      onEdgeMouseEnter={(_event, { id }) => onPoint(id)}
      onEdgeMouseLeave={() => onPoint(undefined)}
      ariaLabelConfig={CONTROL_WORDS}
      proOptions={{ hideAttribution: true }}
    >
      <ColumnTitles layout={layout} />
      <Controls
        showInteractive={false}
        position="bottom-right"
        orientation="horizontal"
        fitViewOptions={{ padding: 0.04 }}
      />
    </ReactFlow>
  );
});
