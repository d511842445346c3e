import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations, removed, unmodelled } from '../src/api/operations.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README lists every operation that is modelled', () => {
  const missing = operations
    .filter(({ template }) => !template.endsWith('/actions') && !/\/actions\/\{/.test(template))
    .map(({ method, template }) => `${method} ${template}`)
    .filter((operation) => !readme.includes(`\`${operation}\``));
  expect(missing).toEqual([]);
});

test('the README lists what is not modelled and what is removed', () => {
  const rows = unmodelled.map(({ template, reason }) => `| \`${template}\` | ${reason} |`);
  const all = [...rows, ...removed.map(({ template }) => `\`${template}\``)];
  expect(all.filter((text) => !readme.includes(text))).toEqual([]);
});
