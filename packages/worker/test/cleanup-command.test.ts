import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putPath } from '@seca-hetzner/domain/testing';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

const SCRIPT = fileURLToPath(new URL('../src/commands/cleanup.js', import.meta.url));

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
  await putPath(world.domain, world.caller, 'rt');
  await world.settle();
}, 60_000);
afterAll(() => world.close());

/** Runs it as a process of its own, with nothing in its environment but what is given. */
function run(
  args: readonly string[],
  environment: Record<string, string> = {
    DATABASE_URL: world.databaseUrl,
    TOKEN_ENCRYPTION_KEY: world.tokenKey,
  },
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [SCRIPT, ...args],
      { env: environment },
      (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

test('lists what is ours and ends with 1; with --yes removes it and ends with 0', async () => {
  const listed = await run(['--connection', world.connectionId]);
  expect([listed.exitCode, listed.stderr]).toEqual([1, '']);
  expect(listed.stdout).toMatch(/^network \d+ /m);
  expect(listed.stdout).toMatch(/found in the project of connection default\n$/);
  const removed = await run(['--connection', world.connectionId, '--yes']);
  expect([removed.exitCode, removed.stderr]).toEqual([0, '']);
  expect(removed.stdout).toMatch(/^0 left\n$/m);
  expect((await world.cloud.state()).objects.networks).toEqual([]);
});

test.each([
  ['no such connection', ['--connection', randomUUID()]],
  ['what is no id', ['--connection', 'default']],
])('says in one sentence that there is %s', async (_name, args) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`there is no provider connection '${args[1]}'\n`);
});

test.each([
  ['no connection', [], /^usage: npm run cleanup -- --connection <id> \[--yes\]\n$/],
  ['an unknown option', ['--all'], /^Unknown option '--all'[^\n]*\n$/],
])('given %s says how to call it', async (_name, args, sentence) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(sentence);
});

test('names everything that is missing in the configuration', async () => {
  const { exitCode, stdout, stderr } = await run(['--connection', world.connectionId], {});
  expect([exitCode, stdout]).toEqual([78, '']);
  expect(stderr).toContain('DATABASE_URL is required');
  expect(stderr).toContain('TOKEN_ENCRYPTION_KEY is required');
});

test('says in one sentence that the key is not the one that protects the token', async () => {
  const { exitCode, stdout, stderr } = await run(['--connection', world.connectionId], {
    DATABASE_URL: world.databaseUrl,
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^the secret of \S+ was encrypted with key \w+, not \w+\n$/);
});
