import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigurationError, readEnvironment, variable } from './environment.js';

const folder = mkdtempSync(join(tmpdir(), 'environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('values come typed, absent and empty ones take their default', () => {
  const shape = { PORT: variable.port.default(8080), NAME: variable.text, BASE: variable.url };
  const read = readEnvironment(shape, [], { PORT: '', NAME: 'x', BASE: 'http://host/' });
  expect(read).toEqual({ PORT: 8080, NAME: 'x', BASE: 'http://host' });
});

test('every fault is reported at once', () => {
  const shape = { PORT: variable.port, NAME: variable.text, BASE: variable.url };
  let faults: readonly string[] = [];
  try {
    readEnvironment(shape, [], { PORT: '99999', BASE: 'ftp://host' });
  } catch (error) {
    faults = error instanceof ConfigurationError ? error.faults : [];
  }
  expect(faults).toHaveLength(3);
  expect(faults).toContain('NAME is required');
});

test('a secret may come from a file, without its last line break', () => {
  const path = join(folder, 'key');
  writeFileSync(path, 'abc\n');
  expect(readEnvironment({ KEY: variable.text }, ['KEY'], { KEY_FILE: path })).toEqual({ KEY: 'abc' });
});

test('a variable and its file together are refused, as is a file that cannot be read', () => {
  const path = join(folder, 'missing');
  const read = (): unknown => readEnvironment({ KEY: variable.text }, ['KEY'], { KEY: 'x', KEY_FILE: path });
  expect(read).toThrow('both set');
  expect(read).toThrow('cannot be read');
});
