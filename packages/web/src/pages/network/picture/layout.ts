/**
 * Where the elements of a picture go: a column for each layer, one below the other, and curves between them. It knows
 * sizes only, so that another way of laying out can take its place.
 */
import { LAYERS, lineKey, type Layer, type Line, type Picture } from './picture.js';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedLine extends Line {
  key: string;
  /** SVG path data of the curve. */
  path: string;
  middle: { x: number; y: number };
  end: { x: number; y: number };
}

export interface Layout {
  width: number;
  height: number;
  columns: readonly { layer: Layer; x: number; width: number }[];
  boxes: ReadonlyMap<string, Box>;
  lines: readonly PlacedLine[];
}

const HEADER = 30;
const CARD_HEIGHT = 92;
const ROW_GAP = 24;
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
export function layOut({ elements, lines }: Picture, room: number): Layout {
  const columns = columnsFor(room);
  const boxes = new Map<string, Box>();
  let height = HEADER;
  for (const { layer, x, width } of columns) {
    const isInternet = layer === 'internet';
    const inLayer = elements.filter((element) => element.layer === layer);
    inLayer.forEach(({ id }, row) => {
      const top = HEADER + row * (CARD_HEIGHT + ROW_GAP);
      const y = isInternet ? top + (CARD_HEIGHT - INTERNET_HEIGHT) / 2 : top;
      boxes.set(id, { x, y, width, height: isInternet ? INTERNET_HEIGHT : CARD_HEIGHT });
    });
    const rows = Math.max(1, inLayer.length);
    height = Math.max(height, HEADER + rows * (CARD_HEIGHT + ROW_GAP) - ROW_GAP + BOTTOM);
  }
  const last = columns.at(-1);
  return {
    width: last ? last.x + last.width : 0,
    height,
    columns,
    boxes,
    lines: lines.flatMap((line) => placeLine(line, boxes)),
  };
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

function placeLine(line: Line, boxes: ReadonlyMap<string, Box>): PlacedLine[] {
  const from = boxes.get(line.from);
  const to = boxes.get(line.to);
  if (!from || !to) return [];
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const bend = (end.x - start.x) / 2;
  const path = `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  const middle = { x: start.x + bend, y: (start.y + end.y) / 2 };
  return [{ ...line, key: lineKey(line), path, middle, end }];
}
