import { describe, expect, test } from 'vitest';
import { ageText, durationText, momentText, shortAgeText, withMoments } from './time.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');

/** A figure and its unit stay on one line. */
const unbroken = (text: string): string => text.replaceAll(/ (?!\d)/g, '\u00a0');

describe('an age', () => {
  test.each([
    [-5_000, 'just now'],
    [0, 'just now'],
    [1_999, 'just now'],
    [2_000, '2 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [47 * 3_600_000, '47 h ago'],
    [48 * 3_600_000, '2 days ago'],
    [40 * 86_400_000, '2026-10-12'],
  ])('of %i ms is "%s"', (age, text) => {
    expect(ageText(NOW - age, NOW)).toBe(unbroken(text));
  });
});

test('where there is little room, an age is a figure alone', () => {
  expect(shortAgeText(NOW + 5_000, NOW)).toBe(unbroken('0 s'));
  expect(shortAgeText(NOW - 61_000, NOW)).toBe(unbroken('1 min'));
  expect(shortAgeText(NOW - 400 * 86_400_000, NOW)).toBe(unbroken('400 days'));
});

describe('a duration', () => {
  test.each([
    [0, '0 ms'],
    [26.4, '26 ms'],
    [1_124, '1.1 s'],
    [12_400, '12 s'],
    [60_000, '1 min'],
    [183_000, '3 min 3 s'],
  ])('of %f ms is "%s"', (ms, text) => {
    expect(durationText(ms)).toBe(unbroken(text));
  });
});

test('moments in a sentence are said as those outside it are, and figures beside them stay', () => {
  const said = withMoments('Seen since 2026-11-21T12:00:00.123Z: route 10.0.0.0/16 is gone.');
  expect(said).toBe(`Seen since ${momentText('2026-11-21T12:00:00.123Z')}: route 10.0.0.0/16 is gone.`);
  expect(said).not.toContain('T12');
});
