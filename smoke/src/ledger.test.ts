import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTHING_YET, withEntry } from './ledger.js';
import type { TrialOutcome } from './trial.js';

const LEDGER = new URL('../../../docs/validation-ledger.md', import.meta.url);

const outcome: TrialOutcome = {
  record: {
    run: 'abc',
    endpoint: 'https://api.hetzner.cloud/v1',
    capEur: 1,
    expiresAt: '2026-11-21T14:00:00.000Z',
    startedAt: '2026-11-21T12:00:00.000Z',
  },
  parts: [
    { part: 'contract', outcome: 'failed', seen: '1 passed, 1 failed: a | b' },
    { part: 'bet: x', outcome: 'not seen', seen: 'nothing\nat all' },
  ],
  calls: 12,
  spentEur: 0.012_34,
  stoppedBy: undefined,
  left: 0,
};

test('the page says that nothing was done at Hetzner for as long as there is no entry', () => {
  const page = readFileSync(LEDGER, 'utf8');
  expect(page.includes(NOTHING_YET)).toBe(!page.includes('\n### '));
});

test('the first entry takes the place of saying so, the next comes after it', () => {
  const first = withEntry(`# Ledger\n\n${NOTHING_YET}\n`, outcome);
  expect(first).toMatch(/^# Ledger\n\n### 2026-11-21T12:00:00.000Z, https:\/\/api.hetzner.cloud\/v1\n/);
  expect(first).toContain(
    '| contract | failed | 1 passed, 1 failed: a \\| b |\n| bet: x | not seen | nothing at all |',
  );
  expect(first).toContain('| clean-up | passed | 0 left |');
  expect(first).toContain('12 calls; 0.0123 of at most 1 EUR');
  expect(first).not.toContain(NOTHING_YET);
  expect(withEntry(first, outcome).split('\n### ')).toHaveLength(3);
});

test('a trial that was stopped says why', () => {
  expect(withEntry('', { ...outcome, stoppedBy: 'the cap' })).toContain('Stopped before its end: the cap.');
});

test('a trial elsewhere is never written there', () => {
  const record = { ...outcome.record, endpoint: 'http://127.0.0.1:8090/v1' };
  expect(() => withEntry('', { ...outcome, record })).toThrow('is not Hetzner');
});
