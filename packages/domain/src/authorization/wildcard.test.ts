import { expect, test } from 'vitest';
import { fitsWildcard } from './wildcard.js';

test.each([
  ['*', '', true],
  ['*', 'anything', true],
  ['', '', true],
  ['', 'a', false],
  ['web', 'web', true],
  ['web', 'web-1', false],
  ['web-*', 'web-', true],
  ['web-*', 'web-1', true],
  ['web-*', 'we', false],
  ['*-1', 'web-1', true],
  ['*-1', 'web-12', false],
  ['a*b*c', 'axxbxxc', true],
  ['a*b*c', 'abcabc', true],
  ['a*b*c', 'acb', false],
  ['a.c', 'abc', false],
  ['a**', 'a', true],
])('%s and %s: %s', (pattern, text, expected) => {
  expect(fitsWildcard(pattern, text)).toBe(expected);
});

test('the worst pattern that fits into a permission is decided at once', () => {
  const begin = performance.now();
  expect(fitsWildcard(`${'a*'.repeat(127)}b`, 'a'.repeat(128))).toBe(false);
  expect(performance.now() - begin).toBeLessThan(100);
});
