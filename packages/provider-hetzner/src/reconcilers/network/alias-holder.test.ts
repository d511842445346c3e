import { describe, expect, test } from 'vitest';
import { fitnesses, holderFor, mayInterrupt, type Fitness } from './alias-holder.js';

const forwards = (fitness: Fitness): boolean => fitness === 'active' || fitness === 'due';
const pairs = fitnesses.flatMap((holder) => fitnesses.map((other) => [holder, other] as const));
const spare = pairs.filter(([, other]) => !forwards(other));
const decide = (
  holder: Fitness,
  other: Fitness,
  more: { isAsked?: boolean; isHeld?: boolean } = {},
): 'stays' | 'moves' => {
  const { isAsked = false, isHeld = true } = more;
  const fitness = { primary: holder, standby: other };
  const requested = isAsked ? 'standby' : undefined;
  const next = holderFor({ fitness, holder: isHeld ? 'primary' : undefined, requested });
  return next === 'primary' ? 'stays' : 'moves';
};

describe('who holds the alias address', () => {
  test.each(spare)('from one that is %s it never moves to one that is %s', (holder, other) => {
    expect(decide(holder, other)).toBe('stays');
    expect(decide(holder, other, { isAsked: true })).toBe('stays');
  });

  test.each(pairs)('one that is %s gives it up to one that is %s only if that is better', (holder, other) => {
    const isBetter = forwards(other) && !forwards(holder);
    const isReady = holder === 'due' && other === 'active';
    expect(decide(holder, other)).toBe(isBetter || isReady ? 'moves' : 'stays');
  });

  test('of two that forward, the other one takes it on request only', () => {
    expect(decide('active', 'active')).toBe('stays');
    expect(decide('active', 'active', { isAsked: true })).toBe('moves');
    expect(decide('active', 'due', { isAsked: true })).toBe('stays');
  });

  test.each(pairs)('being %s beside %s counts the same in either slot', (holder, other) => {
    const fitness = { primary: other, standby: holder };
    const mirrored = holderFor({ fitness, holder: 'standby', requested: undefined });
    expect(mirrored === 'standby' ? 'stays' : 'moves').toBe(decide(holder, other));
  });

  test.each(pairs)(
    'held by nobody, of one %s and one %s the one that forwards takes it',
    (primary, standby) => {
      const isStandbyBetter = forwards(standby) && !forwards(primary);
      const isStandbyReady = primary === 'due' && standby === 'active';
      const chosen = decide(primary, standby, { isHeld: false });
      expect(chosen).toBe(isStandbyBetter || isStandbyReady ? 'moves' : 'stays');
    },
  );

  test('a move that was asked for and cut off goes on', () => {
    expect(decide('active', 'active', { isHeld: false, isAsked: true })).toBe('moves');
  });
});

test.each(fitnesses)('a holder that forwards is not interrupted beside one that is %s', (other) => {
  expect(mayInterrupt('active', other)).toBe(false);
  expect(mayInterrupt('due', other)).toBe(false);
});

test.each(fitnesses)('a holder that may forward is, unless the other one, which is %s, boots', (other) => {
  expect(mayInterrupt('unhealthy', other)).toBe(other !== 'booting');
  expect(mayInterrupt('draining', other)).toBe(other !== 'booting');
  expect(mayInterrupt('gone', other)).toBe(true);
  expect(mayInterrupt('booting', other)).toBe(true);
});
