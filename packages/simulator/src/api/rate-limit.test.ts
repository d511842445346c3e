import { expect, test } from 'vitest';
import { Clock } from '../clock.js';
import { RateLimits } from './rate-limit.js';

const HOUR_MS = 3_600_000;

function limitsAt(real: { ms: number }, perHour: number): RateLimits {
  return new RateLimits(new Clock(() => real.ms), perHour);
}

test('one request comes back each second of 3600 in an hour, and never more than the limit', () => {
  const real = { ms: 0 };
  const limits = limitsAt(real, 3_600);
  for (let n = 0; n < 10; n++) limits.take('p');
  expect(limits.state('p')).toEqual({ limit: 3_600, remaining: 3_590, resetAt: 10 });
  real.ms = 4_000;
  expect(limits.state('p')).toEqual({ limit: 3_600, remaining: 3_594, resetAt: 10 });
  real.ms = HOUR_MS;
  expect(limits.state('p')).toEqual({ limit: 3_600, remaining: 3_600, resetAt: HOUR_MS / 1_000 });
});

test('an empty bucket gives nothing until a whole request is back', () => {
  const real = { ms: 0 };
  const limits = limitsAt(real, 2);
  expect([limits.take('p'), limits.take('p')].every((state) => state !== undefined)).toBe(true);
  expect(limits.take('p')).toBeUndefined();
  expect(limits.take('other')).toBeDefined();
  real.ms = HOUR_MS / 2 - 1;
  expect(limits.take('p')).toBeUndefined();
  real.ms = HOUR_MS / 2;
  expect(limits.take('p')).toMatchObject({ remaining: 0 });
});
