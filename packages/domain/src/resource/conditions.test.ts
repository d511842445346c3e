import { expect, test } from 'vitest';
import {
  afterAcceptedChange,
  afterSettling,
  afterStarting,
  appendState,
  explainState,
  newHistory,
  type StateHistory,
} from './conditions.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const states = (history: StateHistory): string[] => history.conditions.map((condition) => condition.state);

test('a create passes pending, creating and active, however fast', () => {
  expect(states(afterSettling(newHistory(at(0)), at(0), false))).toEqual(['active', 'creating', 'pending']);
  expect(states(afterSettling(afterStarting(newHistory(at(0)), at(1)), at(2), false))).toEqual([
    'active',
    'creating',
    'pending',
  ]);
});

test('each accepted change of an active resource adds updating and active', () => {
  let history = afterSettling(newHistory(at(0)), at(1), false);
  for (const second of [2, 4]) {
    history = afterSettling(afterAcceptedChange(history, at(second), true), at(second + 1), true);
  }
  expect(states(history)).toEqual([
    'active',
    'updating',
    'active',
    'updating',
    'active',
    'creating',
    'pending',
  ]);
});

test('a change that comes while one is being worked on adds nothing', () => {
  for (const state of ['pending', 'creating', 'updating'] as const) {
    const history = appendState(newHistory(at(0)), state, at(1));
    expect(afterAcceptedChange(history, at(2), false)).toBe(history);
  }
});

test('recovery from an error goes by updating, or by creating if it never was active', () => {
  const failed = appendState(newHistory(at(0)), 'error', at(1));
  expect(states(afterSettling(failed, at(2), true)).slice(0, 2)).toEqual(['active', 'updating']);
  expect(states(afterSettling(failed, at(2), false)).slice(0, 2)).toEqual(['active', 'creating']);
});

test('instants never rise down the list, even when a clock goes back', () => {
  const history = appendState(newHistory(at(5)), 'creating', at(3));
  expect(history.conditions.map((condition) => condition.at)).toEqual([
    at(5).toISOString(),
    at(5).toISOString(),
  ]);
});

test('an explanation changes the newest entry and adds none', () => {
  const waiting = explainState(newHistory(at(0)), { reason: 'Waits', message: 'Waiting for something' });
  expect(waiting.conditions).toEqual([
    { state: 'pending', at: at(0).toISOString(), reason: 'Waits', message: 'Waiting for something' },
  ]);
  expect(explainState(waiting, {}).conditions).toEqual([{ state: 'pending', at: at(0).toISOString() }]);
});

test('no more than 32 entries are kept, the newest ones', () => {
  let history = newHistory(at(0));
  for (let second = 1; second <= 40; second += 1) history = appendState(history, 'updating', at(second));
  expect(history.conditions).toHaveLength(32);
  expect(history.conditions[0]?.at).toBe(at(40).toISOString());
});
