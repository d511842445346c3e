import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/**
 * What SECA's official suite sends and hardly anybody else does; a program that knows one of them could tell that it
 * is being tested. Source: github.com/eu-sovereign-cloud/conformance, `pkg/generators`, `internal/constants`, its flags
 * and scenarios.
 */
const words: Readonly<Record<string, RegExp>> = {
  'the suite itself': /\bsecatest\b|\bconformance\b|go-http-client/i,
  'its scenarios': /\w+\.V1\.\w*(LifeCycle|Queries|ConstraintsValidation|Error)\b|MultiWorkspaceIsolation/,
  'its generated names':
    /\b(role|role-assignment|workspace|disk|image|instance|network|internet-gateway|route-table|subnet|public-ip|nic|security-group-rule|security-group)-(%d|\\d|\[0-9\])/,
  'its names of what is missing': /non-existent|nonexistent/i,
  'its names of what is wrong': /\binvalid-(region|zone|initializer|direction)\b/,
  'its label': /\benv\b['"]?\s*[:=]+\s*['"](conformance|development|production)['"]/,
  'its users': /user\d@example\.com|@secapi\.com/,
  'its addresses': /52\.93\.126\.|\b10\.1\.0\.0\/16\b/,
};

/** Every source that a program of ours is made of; tests may know whatever they like. */
const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter(
  (path) =>
    /^[^/]+\/src\/.*\.(ts|tsx|sh|py)$/.test(path) && !/\.test\.tsx?$|\/testing\/|\/node_modules\//.test(path),
);

const lines = sources.flatMap((path) =>
  readFileSync(join(packages, path), 'utf8')
    .split('\n')
    .map((text, index) => ({ place: `${path}:${index + 1}`, text })),
);

test('sources are looked at', () => {
  expect(sources).toEqual(expect.arrayContaining(['gateway/src/app.ts', 'worker/src/main.ts']));
});

test.each(Object.entries(words))('no source knows %s', (_, word) => {
  expect(lines.filter(({ text }) => word.test(text))).toEqual([]);
});

test.each([
  ['its generated names', 'const isTest = /^workspace-\\d+$/.test(name)'],
  ['its names of what is missing', "if (name.startsWith('non-existent')) refuse()"],
  ['its label', "labels?.env === 'conformance'"],
  ['its users', "subject === 'user1@example.com'"],
  ['its addresses', "address === '52.93.126.1'"],
])('%s would be found', (name, line) => {
  expect(line).toMatch(words[name] ?? /^$/);
});
