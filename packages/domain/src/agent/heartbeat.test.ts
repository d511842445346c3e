import { expect, test } from 'vitest';
import { aHeartbeat } from '../testing/heartbeats.js';
import { judgeHeartbeat } from './heartbeat.js';

const now = new Date('2026-01-01T12:00:00Z');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const prefixes = ['10.0.1.0/24', '10.0.2.0/24'];
const heartbeat = aHeartbeat('a', 3, prefixes);
const old = { version: 3, at: before };

test('a VM that forwards by the published configuration is well', () => {
  expect(judgeHeartbeat(heartbeat, old, now)).toEqual({ event: 'healthy-heartbeat', reason: undefined });
});

test('so is one for which nothing was published and that runs on what it was made with', () => {
  const verdict = judgeHeartbeat(aHeartbeat('a', 0, prefixes), { version: 0, at: undefined }, now);
  expect(verdict.event).toBe('healthy-heartbeat');
});

test('the order in which the kernel lists its prefixes does not matter', () => {
  const kernel = { ...heartbeat.kernel, sourcePrefixes: prefixes.toReversed() };
  expect(judgeHeartbeat({ ...heartbeat, kernel }, old, now).event).toBe('healthy-heartbeat');
});

test.each([
  ['does not forward', { isForwarding: false }],
  ['has no rules', { hasRules: false }],
  ['lets too much through', { sourcePrefixes: [...prefixes, '10.0.3.0/24'] }],
  ['lets too little through', { sourcePrefixes: ['10.0.1.0/24'] }],
])('one that %s is faulty, and why is said', (_what, fault) => {
  const verdict = judgeHeartbeat({ ...heartbeat, kernel: { ...heartbeat.kernel, ...fault } }, old, now);
  expect(verdict.event).toBe('faulty-heartbeat');
  expect(verdict.reason).toBeTruthy();
});

test('a new configuration is given time, and no longer', () => {
  expect(judgeHeartbeat(heartbeat, { version: 4, at: after }, now).event).toBe('healthy-heartbeat');
  expect(judgeHeartbeat(heartbeat, { version: 4, at: now }, now)).toEqual({
    event: 'faulty-heartbeat',
    reason: 'it runs on configuration 3; 4 is published',
  });
});
