import { expect, test } from 'vitest';
import { differenceText } from './plan-words.js';

test('the difference in cost is in euros, with its direction', () => {
  expect(differenceText(10, 14.51)).toBe('€4.51 more per month');
  expect(differenceText(14.51, 10)).toBe('€4.51 less per month');
  expect(differenceText(0.1 + 0.2, 0.3)).toBe('as much per month as now');
});
