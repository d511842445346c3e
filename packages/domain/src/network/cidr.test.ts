import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  asksForAnyRange,
  firstFreeRange,
  ipv4Number,
  ipv4Range,
  ipv4Text,
  overlaps,
  type Ipv4Range,
} from './cidr.js';

const range = (text: string): Ipv4Range => {
  const read = ipv4Range(text);
  if (!read) throw new Error(`${text} is no range`);
  return read;
};

test('numbers and text of an address are two forms of the same', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), (number) => {
      expect(ipv4Number(ipv4Text(number))).toBe(number);
    }),
  );
});

test.each(['10.0.0.1/16', '1.0/8', '111', '10.0.0.0/33', '::/0', '010.0.0.0/8'])(
  '%s is no IPv4 range',
  (text) => {
    expect(ipv4Range(text)).toBeUndefined();
  },
);

test('all zeros with a prefix leave the choice, the whole internet does not', () => {
  expect(asksForAnyRange(range('0.0.0.0/16'))).toBe(true);
  expect(asksForAnyRange(range('0.0.0.0/0'))).toBe(false);
  expect(asksForAnyRange(range('10.0.0.0/16'))).toBe(false);
});

test('the first free range overlaps none that is taken and is the lowest such', () => {
  const within = range('10.0.0.0/16');
  expect(firstFreeRange(within, 24, [])?.text).toBe('10.0.0.0/24');
  expect(firstFreeRange(within, 24, [range('10.0.0.0/23'), range('10.0.3.128/25')])?.text).toBe(
    '10.0.2.0/24',
  );
  expect(firstFreeRange(within, 16, [range('10.0.255.0/24')])).toBeUndefined();
});

test('a free range never overlaps a taken one', () => {
  const lengths = fc.integer({ min: 17, max: 28 });
  fc.assert(
    fc.property(fc.array(lengths, { maxLength: 30 }), (wanted) => {
      const taken: Ipv4Range[] = [];
      for (const length of wanted) {
        const free = firstFreeRange(range('10.0.0.0/16'), length, taken);
        if (!free) continue;
        expect(taken.some((other) => overlaps(other, free))).toBe(false);
        taken.push(free);
      }
    }),
  );
});
