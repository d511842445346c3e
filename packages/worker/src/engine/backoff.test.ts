import { expect, test } from 'vitest';
import { backoffMs } from './backoff.js';

test('the pause doubles with each failure, from one second to five minutes', () => {
  const longest = [0, 1, 2, 3, 8, 9, 1_000].map((failures) => backoffMs(failures, () => 1));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
});

test('half of the pause is left to chance, so that units that failed together do not come back together', () => {
  expect(backoffMs(3, () => 0)).toBe(4_000);
  expect(backoffMs(3, () => 1)).toBe(8_000);
});
