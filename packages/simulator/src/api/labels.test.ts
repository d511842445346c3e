import { expect, test } from 'vitest';
import { isLabelKey, isLabelValue, isReservedLabelKey } from './labels.js';

test.each(['label1', 'label2.de/hello', 'label3-test.de/hello.world', 'd/d', 'a'.repeat(63), 'A_b.c-1'])(
  '%s is a key',
  (key) => expect(isLabelKey(key)).toBe(true),
);

test.each([
  '',
  'incorrect.de/',
  '/x',
  'a/b/c',
  'incor rect.de/',
  'incorrect.de/+',
  '-incorrect.de',
  'incorrect.de-',
  'incorrect.de/test-',
  'a'.repeat(64),
  `${'a.'.repeat(127)}de/x`,
  'a_b/x',
])('%s is no key', (key) => expect(isLabelKey(key)).toBe(false));

test('a value may be empty and has 63 characters at most', () => {
  for (const value of ['', 'a', '1correct2.de', 'x'.repeat(63)]) expect(isLabelValue(value)).toBe(true);
  for (const value of ['-a', 'a-', 'a b', 'a,b', 'x'.repeat(64)]) expect(isLabelValue(value)).toBe(false);
});

test("Hetzner's own prefix is reserved", () => {
  expect(isReservedLabelKey('hetzner.cloud/x')).toBe(true);
  expect(isReservedLabelKey('hetzner.cloudy/x')).toBe(false);
});
