import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const SOURCES = [
  'packages/gateway/src/config.ts',
  'packages/server/src/config.ts',
  'packages/server/src/access/config.ts',
  'packages/server/src/commands/seed.ts',
  'packages/worker/src/config.ts',
  'packages/simulator/src/config.ts',
  'scripts/src/supervisor/config.ts',
];

/** Names that a source reads: keys of a shape, or what a reader is asked for. */
const READ = /^ {2,}([A-Z]+(?:_[A-Z]+)+): |(?:[(]|environment\[)'([A-Z]+(?:_[A-Z]+)+)'/gm;
const NAMED = /`([A-Z]+(?:_[A-Z]+)+)`/g;

/** How a supervised program is told of its supervisor; nobody sets it by hand. */
const INTERNAL = ['PARENT_WATCH'];

function namesIn(text: string, pattern: RegExp): string[] {
  const names = [...text.matchAll(pattern)].flatMap(([, one, other]) => one ?? other ?? []);
  return [...new Set(names)].filter((name) => !INTERNAL.includes(name)).toSorted();
}

test('the page on configuration names every variable that is read, and no other', () => {
  const documented = namesIn(read('docs/configuration.md'), NAMED).filter(
    (name) => !/^NAME|_FILE$/.test(name),
  );
  const sources = SOURCES.map((path) => read(path)).join('\n');
  const known = namesIn(sources, READ).filter((name) => !name.endsWith('_FILE'));
  expect(documented).toEqual(known);
});
