import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kinds, specSchemaOf, type Kind } from '@seca-hetzner/domain';
import { compatibility } from './index.js';
import { compatibilityMarkdown } from './markdown.js';

const committed = new URL('../../../../../../docs/compatibility.md', import.meta.url);
const declared = Object.keys(kinds) as Kind[];

test('docs/compatibility.md is what the table comes to', () => {
  expect(readFileSync(committed, 'utf8')).toBe(compatibilityMarkdown());
});

test.each(declared)('%s: every field that a client can declare has a row', (kind) => {
  const schema = specSchemaOf(kind);
  const fields =
    'shape' in schema ? Object.keys(schema.shape as object).map((name) => `spec.${name}`) : ['spec'];
  const known = compatibility.filter((row) => row.kind === kind).map(({ field }) => field ?? '');
  expect(known).toContain('');
  expect(fields.filter((field) => !known.includes(field))).toEqual([]);
  const roots = known
    .filter((field) => field.startsWith('spec'))
    .map((field) => field.split('.').slice(0, 2).join('.'));
  expect(roots.filter((field) => !fields.includes(field))).toEqual([]);
});

test('no two rows speak of the same', () => {
  const keys = compatibility.map(({ kind, field, when }) => [kind, field, when].join('/'));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
