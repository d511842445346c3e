import { expect, test } from 'vitest';
import type { Element, LineState, Picture } from './picture.js';
import { seenAs, viewOf } from './views.js';

function anElement(id: string, isWanted: boolean, isThere: boolean): Element {
  return {
    id,
    layer: 'routes',
    kind: 'Route',
    name: id,
    wanted: '',
    real: '',
    isWanted,
    isThere,
    tone: 'ok',
    word: '',
    reason: undefined,
    evidence: undefined,
    observedAt: undefined,
  };
}

const line = (from: string, to: string, state: LineState) => ({ from, to, state });

const picture: Picture = {
  elements: [
    anElement('both', true, true),
    anElement('wanted', true, false),
    anElement('surplus', false, true),
    anElement('end', true, true),
  ],
  lines: [
    line('both', 'end', 'programmed'),
    line('wanted', 'end', 'absent'),
    line('surplus', 'end', 'unwanted'),
    line('both', 'wanted', 'applying'),
  ],
};

const idsOf = ({ elements }: Picture): string[] => elements.map(({ id }) => id);

test('intent leaves out what nobody wants', () => {
  const intent = seenAs(picture, 'intent');
  expect(idsOf(intent)).toEqual(['both', 'wanted', 'end']);
  expect(intent.lines.map(({ state }) => state)).toEqual(['programmed', 'absent', 'applying']);
});

test('reality leaves out what is not there', () => {
  const reality = seenAs(picture, 'reality');
  expect(idsOf(reality)).toEqual(['both', 'surplus', 'end']);
  expect(reality.lines.map(({ state }) => state)).toEqual(['programmed', 'unwanted']);
});

test('the difference shows all of it, and is meant by an address that says nothing', () => {
  expect(seenAs(picture, 'difference')).toBe(picture);
  expect(viewOf(null)).toBe('difference');
  expect(viewOf('reality')).toBe('reality');
  expect(viewOf('nonsense')).toBe('difference');
});
