import { expect, test } from 'vitest';
import { isSameAddresses, namesAll } from './address-set.js';

test.each([
  [['10.0.0.0/24', '10.0.1.0/24'], ['10.0.0.0/23']],
  [['10.0.1.0/24', '10.0.0.0/24', '10.0.2.0/24'], ['10.0.0.0-10.0.2.255']],
  [['10.0.0.0/16', '10.0.7.0/24'], ['10.0.0.0/16']],
  [['10.0.0.5'], ['10.0.0.5/32']],
  [[], []],
])('%o and %o name the same addresses', (some, others) => {
  expect(isSameAddresses(some, others)).toBe(true);
});

test.each([
  [['10.0.0.0/24'], ['10.0.1.0/24']],
  [['10.0.0.0/24', '10.0.2.0/24'], ['10.0.0.0-10.0.2.255']],
  [['10.0.0.0/24'], []],
])('%o and %o do not', (some, others) => {
  expect(isSameAddresses(some, others)).toBe(false);
});

test('a list names all of another when each address of it is in one of its spans', () => {
  expect(namesAll(['10.0.0.0-10.0.2.255'], ['10.0.1.0/24', '10.0.2.0/24'])).toBe(true);
  expect(namesAll(['10.0.0.0/24'], ['10.0.0.0/23'])).toBe(false);
  expect(namesAll([], ['10.0.0.0/24'])).toBe(false);
});
