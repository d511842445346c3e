/** What the map is made of, in the terms of the library that draws it: cards, lines, a flag, words for empty columns. */
import type { Edge, Node } from '@xyflow/react';
import { CardNode, type CardData } from './element-card.js';
import { EmptyNode, type EmptyData } from './empty-layer.js';
import type { Followed } from './follow.js';
import type { Layout } from './layout.js';
import { LineEdge, type LineData } from './line-edge.js';
import { FlagNode, flagAt, type FlagData } from './problem-flag.js';
import { LAYER_WORDS, LINE_WORDS, lineKey, type Element, type Picture } from './picture.js';
import type { View } from './views.js';

/** Where an element leads, and what that is in a word or two. */
export type LinkOf = (element: Element) => { href: string; about: string } | undefined;

export const NODE_TYPES = { card: CardNode, empty: EmptyNode, flag: FlagNode };
export const EDGE_TYPES = { line: LineEdge };

export type MapNode = Node<CardData, 'card'> | Node<EmptyData, 'empty'> | Node<FlagData, 'flag'>;

interface Drawn {
  picture: Picture;
  layout: Layout;
  view: View;
  followed: Followed | undefined;
  linkOf: LinkOf;
}

export function drawnNodes({ picture, layout, view, followed, linkOf }: Drawn): MapNode[] {
  const lit = followed && new Set(followed.way);
  const cards = picture.elements.flatMap((element): MapNode[] => {
    const box = layout.boxes.get(element.id);
    if (!box) return [];
    const { x, y, width, height } = box;
    const isSelected = followed?.way[0] === element.id;
    return [
      {
        id: element.id,
        type: 'card',
        position: { x, y },
        width,
        height,
        data: { element, view, isSelected, isLit: lit?.has(element.id), link: linkOf(element) },
        ...named(`${element.kind} ${element.name}`),
      },
    ];
  });
  const empty = layout.columns
    .filter(({ layer }) => !picture.elements.some((element) => element.layer === layer))
    .map(({ layer, x, width }): MapNode => {
      const text = view === 'difference' ? LAYER_WORDS[layer].none : 'Nothing';
      return {
        id: `empty:${layer}`,
        type: 'empty',
        position: { x, y: 0 },
        width,
        height: 92,
        data: { text },
      };
    });
  const flag = followed?.problem && flagAt(followed.problem, layout, followed.way);
  return [...cards, ...empty, ...(flag ? [flag] : [])];
}

/** The library calls it a node; it is a group with a name. */
function named(ariaLabel: string): Pick<Node, 'ariaRole' | 'ariaLabel' | 'domAttributes'> {
  return { ariaRole: 'group', ariaLabel, domAttributes: { 'aria-roledescription': undefined } };
}

export function drawnEdges(
  { elements, lines }: Picture,
  view: View,
  followed: Followed | undefined,
): Edge<LineData, 'line'>[] {
  const names = new Map(elements.map(({ id, name }) => [id, name]));
  return lines.map((line) => {
    const state = view === 'difference' ? line.state : 'programmed';
    const words =
      view === 'intent' ? 'wanted' : view === 'reality' ? 'there' : LINE_WORDS[state].toLowerCase();
    return {
      id: lineKey(line),
      type: 'line',
      source: line.from,
      target: line.to,
      data: { state, isLit: followed?.lines.has(lineKey(line)) },
      ariaLabel: `${names.get(line.from)} to ${names.get(line.to)}: ${words}`,
      domAttributes: { 'aria-roledescription': undefined },
    };
  });
}
