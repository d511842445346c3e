import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printedSchema } from './schema.js';

const committed = new URL('../../schema.graphql', import.meta.url);

test('the committed schema is the one that is served', async () => {
  expect(await printedSchema()).toBe(readFileSync(committed, 'utf8'));
});
