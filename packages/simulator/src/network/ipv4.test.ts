import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatIpv4, formatIpv4Range, overlaps, parseIpv4, parseIpv4Range } from './ipv4.js';

test('addresses are read and written alike', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      const address = parseIpv4(text);
      expect(address === undefined ? undefined : formatIpv4(address)).toBe(text);
    }),
  );
});

test.each(['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.x', ' 1.2.3.4', '1.2.3.-4', '::1'])(
  '%s is no address',
  (text) => expect(parseIpv4(text)).toBeUndefined(),
);

test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.1/24', '10.0.0.0/08', '10.0.0.0/24/1', 'x/24'])(
  '%s is no range',
  (text) => expect(parseIpv4Range(text)).toBeUndefined(),
);

test('a range is its mask cut from any of its addresses, and two overlap when one holds the other', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }));
  fc.assert(
    fc.property(range, range, (...inputs) => {
      const [a, b] = inputs.map(([address, prefixLength]) => {
        const size = 2 ** (32 - prefixLength);
        const first = address - (address % size);
        const parsed = parseIpv4Range(`${formatIpv4(first)}/${prefixLength}`);
        expect(parsed).toEqual({ first, last: first + size - 1, prefixLength });
        return parsed;
      });
      if (a === undefined || b === undefined) throw new Error('a range was not read');
      expect(parseIpv4Range(formatIpv4Range(a))).toEqual(a);
      const [larger, smaller] = a.prefixLength <= b.prefixLength ? [a, b] : [b, a];
      expect(overlaps(a, b)).toBe(larger.first <= smaller.first && smaller.last <= larger.last);
    }),
  );
});
