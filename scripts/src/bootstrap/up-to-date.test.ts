import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootstrapModule } from './modules.js';

interface Stamp {
  hasStamp: (name: string, value: string, root: string) => boolean;
  writeStamp: (name: string, value: string, root: string) => void;
  timesHash: (paths: string[], values?: string[]) => string;
}
interface Install {
  installStamp: (root: string) => string;
}
interface Build {
  removeOrphans: (folder: string) => void;
}

const { hasStamp, writeStamp, timesHash } = await bootstrapModule<Stamp>('stamp');
const { installStamp } = await bootstrapModule<Install>('install');
const { removeOrphans } = await bootstrapModule<Build>('build');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seca-bootstrap-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content = ''): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

describe('a stamp', () => {
  test('is there once it is written, for that value only', () => {
    expect(hasStamp('install', 'a', root)).toBe(false);
    writeStamp('install', 'a', root);
    expect(hasStamp('install', 'a', root)).toBe(true);
    expect(hasStamp('install', 'b', root)).toBe(false);
  });

  test('goes with the installed packages', () => {
    writeStamp('install', 'a', root);
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(hasStamp('install', 'a', root)).toBe(false);
  });
});

describe('an installation is due again', () => {
  beforeEach(() => {
    put('package.json', '{}');
    put('pnpm-lock.yaml', 'one');
    put('packages/gateway/package.json', '{}');
  });

  test.each([
    ['the lockfile', 'pnpm-lock.yaml'],
    ['the manifest of a package', 'packages/gateway/package.json'],
    ['a new package', 'packages/web/package.json'],
  ])('after a change of %s', (_what, path) => {
    const before = installStamp(root);
    expect(installStamp(root)).toBe(before);
    put(path, '{ "name": "changed" }');
    expect(installStamp(root)).not.toBe(before);
  });
});

describe('a build is due again', () => {
  test('after an edit, a new file, and another compiler', () => {
    const first = put('a.ts', 'let a');
    const before = timesHash([first], ['compiler 1']);
    expect(timesHash([first], ['compiler 1'])).toBe(before);
    expect(timesHash([first], ['compiler 2'])).not.toBe(before);
    expect(timesHash([first, put('b.ts')], ['compiler 1'])).not.toBe(before);
    utimesSync(first, 1, 1);
    expect(timesHash([first], ['compiler 1'])).not.toBe(before);
  });
});

test('only output whose source is gone is removed', () => {
  put('src/kept.ts');
  put('src/page.tsx');
  const kept = ['kept.js', 'kept.js.map', 'kept.d.ts', 'kept.d.ts.map', 'page.js'].map((name) =>
    put(`dist/src/${name}`),
  );
  const other = [put('dist/tsconfig.tsbuildinfo'), put('dist/schema.graphql')];
  const orphans = ['gone.js', 'gone.test.js', 'gone.d.ts'].map((name) => put(`dist/src/${name}`));
  removeOrphans(root);
  expect([...kept, ...other].every((path) => existsSync(path))).toBe(true);
  expect(orphans.some((path) => existsSync(path))).toBe(false);
});
