import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kinds } from '@seca-hetzner/domain';
import { openApiDocument } from './document.js';
import { operations } from './operations.js';

const committed = new URL('../../../openapi.json', import.meta.url);

test('openapi.json is what the registry of kinds and the schemas of requests come to', () => {
  expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toBe(readFileSync(committed, 'utf8'));
});

test('every kind that can be declared has its operations, under names that are used once', () => {
  for (const kind of Object.keys(kinds)) {
    const own = operations().filter((operation) => operation.kind === kind);
    expect(own.map(({ sort }) => sort)).toEqual(expect.arrayContaining(['list', 'get', 'put', 'delete']));
  }
  const ids = operations().map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every reference within the document leads somewhere', () => {
  const document = openApiDocument() as { components: Record<string, Record<string, unknown>> };
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(100);
  for (const [, group = '', name = ''] of references) expect(document.components[group]).toHaveProperty(name);
});
