/**
 * Where the elements of a picture go: a column for each layer, one below the other in the order of their age. Nothing
 * depends on what else is there, so that nothing moves when something comes.
 */
import { LAYERS, type Element, type Layer, type Picture } from './picture.js';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  columns: readonly { layer: Layer; x: number; width: number }[];
  boxes: ReadonlyMap<string, Box>;
}

const CARD_HEIGHT = 92;
const MEMBER_HEIGHT = 44;
const ROW_GAP = 24;
const MEMBER_GAP = 6;
/** Room for a flag below the last card. */
const BOTTOM = 28;
const LEAST_GAP = 24;
const MOST_GAP = 110;

/** Of each layer: the least width of a column, and its share of what is left. */
const COLUMNS: Readonly<Record<Layer, { least: number; share: number }>> = {
  instances: { least: 190, share: 2 },
  subnets: { least: 138, share: 1 },
  tables: { least: 128, share: 1 },
  routes: { least: 154, share: 1 },
  gateways: { least: 186, share: 2 },
  addresses: { least: 140, share: 1 },
  internet: { least: 84, share: 0 },
};

/** The card of the internet is as high as its word. */
const INTERNET_HEIGHT = 44;

/** Fits `room`, the width there is, unless that is less than the least that can be read. */
export function layOut({ elements }: Picture, room: number): Layout {
  const columns = columnsFor(room);
  const boxes = new Map<string, Box>();
  let height = CARD_HEIGHT + BOTTOM;
  for (const { layer, x, width } of columns) {
    let y = layer === 'internet' ? (CARD_HEIGHT - INTERNET_HEIGHT) / 2 : 0;
    for (const element of elements) {
      if (element.layer !== layer) continue;
      const box = { x, y, width, height: heightOf(element) };
      boxes.set(element.id, box);
      height = Math.max(height, y + box.height + BOTTOM);
      y += box.height + (element.isMember || element.lot?.isOpen ? MEMBER_GAP : ROW_GAP);
    }
  }
  const last = columns.at(-1);
  return {
    width: last ? last.x + last.width : 0,
    height,
    columns,
    boxes,
  };
}

function heightOf({ layer, isMember }: Element): number {
  if (layer === 'internet') return INTERNET_HEIGHT;
  return isMember ? MEMBER_HEIGHT : CARD_HEIGHT;
}

function columnsFor(room: number): { layer: Layer; x: number; width: number }[] {
  const sizes = LAYERS.map((layer) => ({ layer, ...COLUMNS[layer] }));
  const gaps = LAYERS.length - 1;
  const least = sizes.reduce((sum, size) => sum + size.least, 0);
  const spare = Math.max(0, room - least - gaps * LEAST_GAP);
  // Half of what is left goes between the columns, so that lines can be told apart, and half makes them wider.
  const gap = Math.min(MOST_GAP, LEAST_GAP + spare / 2 / gaps);
  const forColumns = Math.max(0, room - least - gaps * gap);
  const shares = sizes.reduce((sum, size) => sum + size.share, 0);
  let x = 0;
  return sizes.map(({ layer, least: width, share }) => {
    const column = { layer, x: Math.round(x), width: Math.floor(width + (forColumns * share) / shares) };
    x += column.width + gap;
    return column;
  });
}
