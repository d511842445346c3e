import { sayEvidence } from '../../../api/words.js';
import { LAYERS, LINE_WORDS, type Element, type LineState, type Picture } from './picture.js';

export const COLUMNS = [
  'Kind',
  'Name',
  'Wanted',
  'Real',
  'State',
  'Why',
  'Leads to',
  'How it is known',
  'Seen',
] as const;

export interface Row {
  element: Element;
  /** What it leads to, and how far it does. */
  onward: readonly { to: string; name: string; state: LineState }[];
}

/** The picture row by row, in the order of its layers; the internet itself says nothing. */
export function rowsOf({ elements, lines }: Picture): Row[] {
  const names = new Map(elements.map(({ id, name }) => [id, name]));
  return elements
    .filter(({ layer }) => layer !== 'internet')
    .toSorted((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer))
    .map((element) => ({
      element,
      onward: lines
        .filter(({ from }) => from === element.id)
        .map(({ to, state }) => ({ to, name: names.get(to) ?? to, state })),
    }));
}

/** Tab-separated, with a heading, as spreadsheets and tickets take it. */
export function textOf(rows: readonly Row[]): string {
  const lines = rows.map(({ element, onward }) => [
    element.kind,
    element.name,
    element.wanted,
    element.real,
    element.word,
    element.reason ?? '',
    onward.map(({ name, state }) => `${name} (${LINE_WORDS[state].toLowerCase()})`).join(', '),
    sayEvidence(element.evidence ?? null),
    element.observedAt ?? '',
  ]);
  return [COLUMNS, ...lines].map((cells) => cells.join('\t')).join('\n');
}
