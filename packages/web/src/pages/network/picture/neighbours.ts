/** Where the arrow keys lead in a picture. */
import type { Box } from './layout.js';
import { LAYERS, type Picture } from './picture.js';

export const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;
export type Arrow = (typeof ARROWS)[number];

/**
 * The element that an arrow leads to from another; `undefined` at an edge. Up and down stay in the layer; left and
 * right go along a line if there is one, else to what is nearest in the next layer that has anything.
 */
export function neighbourOf(
  picture: Picture,
  boxes: ReadonlyMap<string, Box>,
  id: string,
  arrow: Arrow,
): string | undefined {
  const here = picture.elements.find((element) => element.id === id);
  if (!here) return undefined;
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const column = picture.elements.filter(({ layer }) => layer === here.layer);
    return column[column.indexOf(here) + (arrow === 'ArrowUp' ? -1 : 1)]?.id;
  }
  const isRight = arrow === 'ArrowRight';
  const along = picture.lines
    .filter((line) => (isRight ? line.from : line.to) === id)
    .map((line) => (isRight ? line.to : line.from));
  return nearest(along) ?? nearest(nextColumn());

  function nextColumn(): string[] {
    const at = LAYERS.indexOf(here?.layer ?? 'internet');
    const layers = isRight ? LAYERS.slice(at + 1) : LAYERS.slice(0, at).toReversed();
    const layer = layers.find((each) => picture.elements.some((element) => element.layer === each));
    return picture.elements.filter((element) => element.layer === layer).map((element) => element.id);
  }

  function nearest(ids: readonly string[]): string | undefined {
    const middle = middleOf(id);
    return ids.toSorted((a, b) => Math.abs(middleOf(a) - middle) - Math.abs(middleOf(b) - middle))[0];
  }

  function middleOf(each: string): number {
    const box = boxes.get(each);
    return box ? box.y + box.height / 2 : 0;
  }
}
