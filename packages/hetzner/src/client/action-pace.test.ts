import { describe, expect, test } from 'vitest';
import { pollDelayMs } from './action-pace.js';

const fresh = { ageMs: 0, progress: 0, rateLimitShareLeft: 1 };

/** Ages at which an action would be looked at until it is `durationMs` old. */
function looksAt(durationMs: number, progressAt: (ageMs: number) => number): number[] {
  const ages: number[] = [];
  for (let ageMs = 0; ageMs < durationMs;) {
    ageMs += pollDelayMs({ ...fresh, ageMs, progress: progressAt(ageMs) });
    ages.push(ageMs);
  }
  return ages;
}

describe('an action without progress', () => {
  test('of one second is seen within a quarter of a second', () => {
    const looks = looksAt(1_000, () => 0);
    expect(looks.at(-1)).toBeLessThanOrEqual(1_250);
    expect(looks.length).toBeLessThanOrEqual(4);
  });

  test('of thirty seconds costs few looks and is seen within five seconds', () => {
    const looks = looksAt(30_000, () => 0);
    expect(looks.length).toBeLessThanOrEqual(15);
    expect(looks.at(-1)).toBeLessThanOrEqual(35_000);
  });
});

describe('an action that tells its progress', () => {
  test('of thirty seconds costs fewer looks and is seen sooner', () => {
    const looks = looksAt(30_000, (ageMs) => (100 * ageMs) / 30_000);
    expect(looks.length).toBeLessThanOrEqual(15);
    expect(looks.at(-1)).toBeLessThanOrEqual(31_500);
  });

  test('but stays at 99 % is not looked at all the time', () => {
    expect(pollDelayMs({ ...fresh, ageMs: 60_000, progress: 99 })).toBe(3_000);
  });
});

test('polls make room when the rate limit runs short', () => {
  const young = { ...fresh, ageMs: 200 };
  expect(pollDelayMs({ ...young, rateLimitShareLeft: 0.5 })).toBe(250);
  expect(pollDelayMs({ ...young, rateLimitShareLeft: 0.25 })).toBe(500);
  expect(pollDelayMs({ ...young, rateLimitShareLeft: 0 })).toBe(2_500);
});
