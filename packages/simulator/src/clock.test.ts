import { expect, test } from 'vitest';
import { Clock } from './clock.js';

function clockOn(real: { ms: number }): Clock {
  return new Clock(() => real.ms);
}

test('a clock follows the machine until it is frozen, and goes on from there', () => {
  const real = { ms: 1_000 };
  const clock = clockOn(real);
  real.ms += 50;
  expect(clock.nowMs()).toBe(1_050);
  clock.setFrozen(true);
  real.ms += 1_000;
  expect(clock.nowMs()).toBe(1_050);
  clock.advance(10);
  clock.setFrozen(false);
  real.ms += 5;
  expect(clock.nowMs()).toBe(1_065);
});

test('a scale stretches what comes after it, not what was before', () => {
  const real = { ms: 0 };
  const clock = clockOn(real);
  real.ms = 100;
  clock.setScale(48);
  real.ms = 200;
  expect(clock.nowMs()).toBe(100 + 48 * 100);
});

test('a clock never goes back when the machine does, nor behind what is stored', () => {
  const real = { ms: 1_000 };
  const clock = clockOn(real);
  real.ms = 500;
  expect(clock.nowMs()).toBe(1_000);
  clock.notBefore(9_000);
  expect(clock.nowMs()).toBe(9_000);
  clock.notBefore(2_000);
  expect(clock.nowMs()).toBe(9_000);
});
