import { expect, test } from 'vitest';
import { bytesText, comparePrefixes } from './agent-words.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [123_456_789, '123 MB'],
  [5e12, '5.0 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test('a source that only one side knows is told apart', () => {
  expect(comparePrefixes(['10.0.1.0/24', '10.0.2.0/24'], ['10.0.1.0/24', '10.0.3.0/24'])).toEqual([
    { prefix: '10.0.1.0/24', isWanted: true, isInForce: true },
    { prefix: '10.0.2.0/24', isWanted: true, isInForce: false },
    { prefix: '10.0.3.0/24', isWanted: false, isInForce: true },
  ]);
});
