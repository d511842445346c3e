import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { expect, test } from 'vitest';
import config from '../codegen.js';

test('the generated types are those of the schema and the queries; `npm run codegen` in examples/automation writes them', async () => {
  const files: { filename: string; content: string }[] = await generate({ ...config, silent: true }, false);
  expect(files.length).toBeGreaterThan(0);
  for (const { filename, content } of files) expect(readFileSync(filename, 'utf8')).toBe(content);
}, 30_000);
