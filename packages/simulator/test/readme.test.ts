import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations, removed, unmodelled } from '../src/api/operations.js';
import { operationRows } from './clients/driven.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [rules = ''] = readme.split('## Operation by operation');

test('the README gives the rules of every operation that is modelled', () => {
  const missing = operations
    .filter(({ template }) => !template.endsWith('/actions') && !/\/actions\/\{/.test(template))
    .map(({ method, template }) => `${method} ${template}`)
    .filter((operation) => !rules.includes(`\`${operation}\``));
  expect(missing).toEqual([]);
});

test('the README lists what is not modelled and what is removed', () => {
  const rows = unmodelled.map(({ template, reason }) => `| \`${template}\` | ${reason} |`);
  const all = [...rows, ...removed.map(({ template }) => `\`${template}\``)];
  expect(all.filter((text) => !readme.includes(text))).toEqual([]);
});

test('the table of operations has each one once and no other', () => {
  const all = operations.map(({ method, template }) => `${method} ${template}`);
  expect(operationRows.map(({ operation }) => operation).toSorted()).toEqual(all.toSorted());
});

test('the table of operations knows three clients', () => {
  const letters = new Set(operationRows.flatMap(({ clients }) => clients).filter((text) => text !== ''));
  expect(letters).toEqual(new Set(['C', 'P', 'T']));
});
