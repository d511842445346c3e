import { expect, test } from 'vitest';
import { sayConnection, sayEvidence, sayHop, sayState } from './words.js';

test('a state has a word and a tone', () => {
  expect(sayState('active')).toEqual({ tone: 'ok', word: 'Active' });
  expect(sayHop('unknown')).toEqual({ tone: 'unknown', word: 'Not known' });
});

test('a word that is new to the console is shown as it came', () => {
  expect(sayConnection('paused')).toEqual({ tone: 'unknown', word: 'paused' });
});

test('evidence says how something was learnt', () => {
  expect(sayEvidence('action 42')).toBe('action 42');
  expect(sayEvidence('read')).toBe('read from Hetzner');
  expect(sayEvidence(null)).toBe('not looked at yet');
});
