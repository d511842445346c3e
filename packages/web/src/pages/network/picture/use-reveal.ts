import { useReactFlow } from '@xyflow/react';
import type { Layout } from './layout.js';

/** What is revealed comes at least so far from the edges, in px; above it stand the titles. */
const MARGIN = 44;
const MOVE_MS = 150;

/** Gives a function that moves the map until an element of it is seen; nothing happens while it is. */
export function useReveal(
  { boxes }: Layout,
  { width, height }: { width: number; height: number },
): (id: string) => void {
  const { getViewport, setViewport } = useReactFlow();
  return (id) => {
    const box = boxes.get(id);
    if (!box) return;
    const { x, y, zoom } = getViewport();
    const right = shift(box.x * zoom + x, box.width * zoom, width);
    const down = shift(box.y * zoom + y, box.height * zoom, height);
    if (right === 0 && down === 0) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setViewport({ x: x + right, y: y + down, zoom }, { duration: isStill ? 0 : MOVE_MS });
  };
}

/** How far something has to go to lie within the room, as near to where it is as it can. */
function shift(start: number, length: number, room: number): number {
  if (start < MARGIN) return start < 0 ? MARGIN - start : 0;
  const over = start + length - room;
  return over > 0 ? -(over + Math.min(MARGIN, Math.max(0, start - over - MARGIN))) : 0;
}
