import { expect, test } from 'vitest';
import { neighbourOf } from './neighbours.js';
import type { Element, Layer, Picture } from './picture.js';

function anElement(layer: Layer, id: string): Element {
  return {
    id,
    layer,
    kind: '',
    name: id,
    wanted: '',
    real: '',
    isWanted: true,
    isThere: true,
    tone: 'ok',
    word: '',
    reason: undefined,
    evidence: undefined,
    observedAt: undefined,
  };
}

const picture: Picture = {
  elements: [
    anElement('instances', 'web'),
    anElement('instances', 'db'),
    anElement('subnets', 'apps'),
    anElement('subnets', 'data'),
    anElement('internet', 'internet'),
  ],
  lines: [{ from: 'web', to: 'data', state: 'programmed' }],
};

const box = (y: number) => ({ x: 0, y, width: 10, height: 10 });
const boxes = new Map([
  ['web', box(0)],
  ['db', box(20)],
  ['apps', box(0)],
  ['data', box(20)],
  ['internet', box(0)],
]);

const go = (from: string, arrow: Parameters<typeof neighbourOf>[3]) =>
  neighbourOf(picture, boxes, from, arrow);

test('up and down stay in the layer and end at its edges', () => {
  expect(go('web', 'ArrowDown')).toBe('db');
  expect(go('db', 'ArrowUp')).toBe('web');
  expect(go('web', 'ArrowUp')).toBeUndefined();
});

test('right and left go along a line', () => {
  expect(go('web', 'ArrowRight')).toBe('data');
  expect(go('data', 'ArrowLeft')).toBe('web');
});

test('without a line they go to what is nearest in the next layer that has anything', () => {
  expect(go('db', 'ArrowRight')).toBe('data');
  expect(go('apps', 'ArrowRight')).toBe('internet');
  expect(go('internet', 'ArrowRight')).toBeUndefined();
});
