import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providerErrorsPage } from './provider-errors-page.js';
import { providerErrors } from './provider-errors.js';

// Tests run from dist.
const page = new URL('../../../../../docs/provider-errors.md', import.meta.url);

test('the page on provider errors says what the table says', () => {
  expect(readFileSync(page, 'utf8')).toBe(providerErrorsPage());
});

test('every code says in whole sentences what is wrong and what to do', () => {
  for (const [code, { remedy, ofConnection }] of Object.entries(providerErrors)) {
    for (const sentence of [remedy, ofConnection.remediation, ofConnection.nextStep]) {
      expect([code, sentence]).toEqual([code, expect.stringMatching(/^[A-Z].+\.$/)]);
    }
  }
});

test('a step says in words what to do, and a mutation that does it only beside them', () => {
  const steps = Object.values(providerErrors).map(({ ofConnection }) => ofConnection.nextStep);
  expect(steps.filter((step) => /\([a-z]+[A-Z]\w+\)/.test(step))).toHaveLength(4);
  expect(steps.filter((step) => /(?<!\()\b[a-z]+[A-Z]\w+/.test(step))).toEqual([]);
});
