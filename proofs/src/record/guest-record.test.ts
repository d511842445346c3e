import { expect, test } from 'vitest';
import { inputsHash, passesOf } from './guest-record.js';

const NOW = new Date('2026-03-01T12:00:00Z');

const resultOf = (suite: string, title: string, status: string) => ({
  ancestorTitles: [suite],
  title,
  status,
  duration: 61_400,
});

test('a suite in which everything passed is recorded with its inputs and how long it took', () => {
  const assertionResults = [
    resultOf('Debian 12', 'one', 'passed'),
    resultOf('Debian 12', 'other', 'passed'),
    resultOf('Debian 13', 'one', 'passed'),
    resultOf('Debian 13', 'other', 'skipped'),
  ];
  expect(passesOf({ testResults: [{ assertionResults }] }, 'hash', NOW)).toEqual({
    'Debian 12': { inputs: 'hash', date: '2026-03-01', seconds: { one: 61, other: 61 } },
  });
});

test('of a failed run, and of one without a test, nothing is recorded', () => {
  const assertionResults = [resultOf('Debian 12', 'one', 'failed'), resultOf('Debian 12', 'other', 'passed')];
  expect(passesOf({ testResults: [{ assertionResults }] }, 'hash', NOW)).toEqual({});
  expect(passesOf({ testResults: [] }, 'hash', NOW)).toEqual({});
});

test('the hash of the inputs is the same every time', async () => {
  expect(await inputsHash()).toBe(await inputsHash());
});
