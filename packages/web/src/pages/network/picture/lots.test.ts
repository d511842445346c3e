import { expect, test } from 'vitest';
import { inLots } from './lots.js';
import type { Element, Layer, Line, LineState, Picture } from './picture.js';

function anElement(layer: Layer, name: string, rest: Partial<Element> = {}): Element {
  return {
    id: `${layer}:${name}`,
    layer,
    kind: layer === 'instances' ? 'Instance' : 'Subnet',
    name,
    wanted: '',
    real: '',
    isWanted: true,
    isThere: true,
    tone: 'ok',
    word: 'OK',
    reason: undefined,
    evidence: 'read',
    observedAt: '2026-11-01T12:00:00.000Z',
    ...rest,
  };
}

function aLine(from: Element, to: Element, state: LineState = 'programmed'): Line {
  return { from: from.id, to: to.id, state };
}

const apps = anElement('subnets', 'apps');

/** So many instances in the subnet `apps`, each as `change` has it. */
function aPicture(count: number, change: (index: number) => Partial<Element> = () => ({})): Picture {
  const instances = Array.from({ length: count }, (_, index) =>
    anElement('instances', `i${index}`, change(index)),
  );
  return { elements: [...instances, apps], lines: instances.map((each) => aLine(each, apps)) };
}

const closed = { opened: new Set<string>(), apart: new Set<string>() };

test('ten of a kind are drawn one by one', () => {
  const picture = aPicture(10);
  expect(inLots(picture, closed)).toEqual(picture);
});

test('more are one lot, with a count and one line', () => {
  const { elements, lines } = inLots(aPicture(100), closed);
  expect(elements).toMatchObject([
    { name: '100 instances', lot: { count: 100, isOpen: false } },
    { name: 'apps' },
  ]);
  expect(lines).toHaveLength(1);
});

test('a lot is no better than the worst of it, and so is its line', () => {
  const picture = aPicture(12, (index) => (index < 2 ? { tone: 'broken', word: 'Broken' } : {}));
  const lines = picture.lines.map((line, index): Line => (index === 5 ? { ...line, state: 'absent' } : line));
  const lot = inLots({ ...picture, lines }, closed);
  expect(lot.elements[0]).toMatchObject({ tone: 'broken', word: '2 of 12: Broken' });
  expect(lot.lines).toEqual([expect.objectContaining({ state: 'absent' })]);
});

test('an opened lot shows its members, each with its own line', () => {
  const picture = aPicture(11);
  const [lot] = inLots(picture, closed).elements;
  const { elements, lines } = inLots(picture, { ...closed, opened: new Set([lot?.id ?? '']) });
  expect(elements).toHaveLength(13);
  expect(elements[0]).toMatchObject({ lot: { isOpen: true } });
  expect(lines).toHaveLength(11);
});

test('the one that is followed is drawn for itself', () => {
  const { elements } = inLots(aPicture(100), { ...closed, apart: new Set(['instances:i7']) });
  expect(elements.map(({ name }) => name)).toEqual(['99 instances', 'i7', 'apps']);
});

test('what leads elsewhere is another lot', () => {
  const data = anElement('subnets', 'data');
  const here = aPicture(11);
  const there = Array.from({ length: 11 }, (_, index) => anElement('instances', `d${index}`));
  const picture = {
    elements: [...here.elements, ...there, data],
    lines: [...here.lines, ...there.map((each) => aLine(each, data))],
  };
  expect(inLots(picture, closed).elements.map(({ name }) => name)).toEqual([
    '11 instances',
    'apps',
    '11 instances',
    'data',
  ]);
});
