import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bootstrapModule } from './modules.js';

interface NodeVersion {
  nodeVersionFault: (version: string, engines: string) => string | undefined;
}

const { nodeVersionFault } = await bootstrapModule<NodeVersion>('node-version');

test.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(nodeVersionFault(version, '>=20.19')).toBe(undefined);
});

test.each(['12.22.0', '18.20.1', '20.18.3'])('Node %s is too old', (version) => {
  expect(nodeVersionFault(version, '>=20.19')).toBe(
    `This needs Node 20.19 or newer, and is run by Node ${version}; see https://nodejs.org/.`,
  );
});

test.each(['start.mjs', 'run.mjs'])('%s says so in one sentence and does nothing else', (script) => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { node: '18.20.1' } })";
  const path = fileURLToPath(new URL(`../../../bootstrap/${script}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, path, 'build'],
    { encoding: 'utf8' },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trim()).toBe(
    'This needs Node 20.19 or newer, and is run by Node 18.20.1; see https://nodejs.org/.',
  );
});
