import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { egressCodes } from './codes.js';

// Compiled, this file lies in dist/src/rules/way-out.
const page = readFileSync(new URL('../../../../../../docs/egress.md', import.meta.url), 'utf8');

test('docs/egress.md lists every code with its meaning and what to do, and no other', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const expected = Object.entries(egressCodes).map(
    ([code, { meaning, fix }]) => `| \`${code}\` | ${meaning} | ${fix} |`,
  );
  expect(rows).toEqual(expected);
});
