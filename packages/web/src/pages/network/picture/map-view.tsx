import '@xyflow/react/dist/base.css';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { EvidenceStrip } from './evidence-strip.js';
import type { Followed } from './follow.js';
import { layOut } from './layout.js';
import { EDGE, MapCanvas, TITLES } from './map-canvas.js';
import { EntryContext } from './map-entry.js';
import { drawnEdges, drawnNodes, type LinkOf } from './map-parts.js';
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

/** In px. */
const LEAST_HEIGHT = 200;
const MOST_HEIGHT = 680;

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
        <MapCanvas nodes={nodes} edges={edges} layout={layout} view={view} onPoint={setPointed} />
      </div>
      <EvidenceStrip picture={picture} pointed={pointed} />
    </EntryContext>
  );
}
