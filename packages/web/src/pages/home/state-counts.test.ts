import { expect, test } from 'vitest';
import { sayCounts } from './state-counts.js';

test('counts are summed over kinds, what is broken first', () => {
  const counts = [
    { state: 'active', count: 2 },
    { state: 'error', count: 1 },
    { state: 'active', count: 3 },
  ] as const;
  expect(sayCounts(counts)).toEqual([
    { tone: 'broken', word: '1 error' },
    { tone: 'ok', word: '5 active' },
  ]);
});

test('a workspace with nothing in it has no counts', () => {
  expect(sayCounts([])).toEqual([]);
});
