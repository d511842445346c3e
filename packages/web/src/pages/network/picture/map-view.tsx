import '@xyflow/react/dist/base.css';
import { Controls, ReactFlow, ReactFlowProvider, type Viewport } from '@xyflow/react';
import { useMemo, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { ColumnTitles } from './column-titles.js';
import { EvidenceStrip } from './evidence-strip.js';
import type { Followed } from './follow.js';
import { layOut } from './layout.js';
import { drawnEdges, drawnNodes, EDGE_TYPES, NODE_TYPES, type LinkOf } from './map-parts.js';
import { EntryContext } from './map-entry.js';
import styles from './map-view.module.css';
import { ARROWS, neighbourOf } from './neighbours.js';
import type { Picture } from './picture.js';
import { useKept } from './use-kept.js';
import { useReveal } from './use-reveal.js';
import { useWidth } from './use-width.js';
import type { View } from './views.js';

interface MapViewProps {
  picture: Picture;
  view: View;
  /** The way that is lit; the rest steps back. */
  followed: Followed | undefined;
  /** Where an element leads, for those that lead somewhere. */
  linkOf: LinkOf;
}

/** Around the picture, in px: what it may be moved away from the edges; at the top stand the titles. */
const EDGE = 24;
const TITLES = 44;
const LEAST_HEIGHT = 200;
const MOST_HEIGHT = 680;
const LEAST_ZOOM = 0.3;
const MOST_ZOOM = 1.5;

const START: Viewport = { x: EDGE, y: TITLES, zoom: 1 };

const CONTROL_WORDS = {
  'controls.ariaLabel': 'Size of the picture',
  'controls.zoomIn.ariaLabel': 'Larger',
  'controls.zoomOut.ariaLabel': 'Smaller',
  'controls.fitView.ariaLabel': 'Show all of it',
};

/** The picture of a network, to be moved and made larger. Everything in it is in `PictureTable` as text. */
export function MapView(props: MapViewProps): ReactNode {
  const [place, width] = useWidth();
  return (
    <div ref={place} className={styles['room']} role="group" aria-label="Picture of the way out">
      {width > 0 && (
        <ReactFlowProvider>
          <Drawing {...props} width={width} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

function Drawing({ picture, view, followed, linkOf, width }: MapViewProps & { width: number }): ReactNode {
  const layout = useMemo(() => layOut(picture, width - 2 * EDGE), [picture, width]);
  const drawn = useMemo(
    () => ({
      nodes: drawnNodes({ picture, layout, view, followed, linkOf }),
      edges: drawnEdges(picture, view, followed),
    }),
    [picture, layout, view, followed, linkOf],
  );
  const { nodes, edges } = useKept(drawn);
  const [current, setCurrent] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, layout.height + TITLES));
  const reveal = useReveal(layout, { width, height });
  const entry = layout.boxes.has(current ?? '') ? current : picture.elements[0]?.id;

  function onFocus({ target }: FocusEvent): void {
    const id = target.closest<HTMLElement>('[data-element]')?.dataset['element'];
    if (id === undefined) return;
    setCurrent(id);
    setPointed(id);
    // With the mouse it is where the mouse is, and to move it would take it away.
    if (target.matches(':focus-visible')) reveal(id);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Escape') setPointed(undefined);
    const arrow = ARROWS.find((each) => each === event.key);
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-element]')?.dataset['element'];
    if (!arrow || from === undefined) return;
    event.preventDefault();
    const to = neighbourOf(picture, layout.boxes, from, arrow);
    const found = to && event.currentTarget.querySelector<HTMLElement>(`[data-element="${CSS.escape(to)}"]`);
    if (found) found.focus({ preventScroll: true });
  }

  return (
    <EntryContext value={entry}>
      <div style={{ height }} onFocus={onFocus} onBlur={() => setPointed(undefined)} onKeyDown={onKeyDown}>
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
          translateExtent={[
            [-EDGE, -TITLES],
            [layout.width + EDGE, layout.height],
          ]}
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
          onNodeMouseEnter={(_event, { id }) => setPointed(id)}
          onNodeMouseLeave={() => setPointed(undefined)}
          onEdgeMouseEnter={(_event, { id }) => setPointed(id)}
          onEdgeMouseLeave={() => setPointed(undefined)}
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
      </div>
      <EvidenceStrip picture={picture} pointed={pointed} />
    </EntryContext>
  );
}
