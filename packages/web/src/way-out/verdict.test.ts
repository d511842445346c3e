import { expect, test } from 'vitest';
import type { HopState } from '../api/generated/graphql.js';
import type { Hop } from './hops.js';
import { summaryOf, verdictOf } from './verdict.js';

function aHop(name: string, state: HopState, message = 'So it is.'): Hop {
  return { name, state, message, code: null, fix: null, evidence: 'read', observedAt: null };
}

const seen = [aHop('instance', 'ok'), aHop('subnet', 'ok')];
const assumed = [aHop('instance', 'ok'), aHop('forwarding', 'assumed')];
const waiting = [
  aHop('instance', 'ok'),
  aHop('nat-vm', 'waiting', 'It is off.'),
  aHop('forwarding', 'unknown'),
];
const broken = [aHop('route-table', 'broken', 'Nothing leads out.'), aHop('nat-vm', 'waiting')];

test('a way of which every hop was seen is open', () => {
  expect(verdictOf(seen)).toMatchObject({ tone: 'ok', word: 'Way out' });
});

test('a way with a hop that nobody reports is open as far as anybody knows', () => {
  expect(verdictOf(assumed)).toMatchObject({ tone: 'assumed', word: 'Way out' });
});

test('the first hop in the way is named', () => {
  expect(verdictOf(waiting)).toEqual({ tone: 'waiting', word: 'Not yet', sentence: 'NAT VM: It is off.' });
  expect(verdictOf(broken)).toMatchObject({ tone: 'broken', sentence: 'Route table: Nothing leads out.' });
});

test('a network tells of its worst instance', () => {
  const summary = summaryOf([
    { name: 'web', wayOut: assumed },
    { name: 'db', wayOut: waiting },
    { name: 'job', wayOut: broken },
  ]);
  expect(summary).toEqual({
    tone: 'broken',
    word: '1 of 3 instances',
    sentence: 'job: Route table: Nothing leads out.',
  });
});

test('a network without instances needs no way out', () => {
  expect(summaryOf([])).toMatchObject({ tone: 'idle', word: 'Nobody needs one' });
});
