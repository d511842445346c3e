import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../src/embedded-postgres.js';
import { freePort } from '../src/free-port.js';
import { isOpenToOthers } from '../src/postgres/account.js';
import { openFolder, putNewCluster } from './new-cluster.js';
import { ended, isAlive } from './processes.js';

const LAUNCHER = fileURLToPath(new URL('./fixtures/launch-postgres.js', import.meta.url));
const isRoot = process.getuid?.() === 0;

let parent: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  parent = openFolder('seca-embedded-');
  dataDir = join(parent, 'data', 'postgres');
});

afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop();
  await removeEmbeddedPostgres(dataDir);
  rmSync(parent, { recursive: true, force: true });
});

async function start(port?: number): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, ...(port ? { port } : {}) });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function folderOf(postgres: EmbeddedPostgres): Promise<string> {
  return String(await query(postgres.url, 'SHOW data_directory'));
}

/** Starts PostgreSQL from another process, so that this process can be killed; resolves with its one line. */
async function launchApart(account: { uid?: number; gid?: number } = {}, kind = 'durable') {
  const launcher = spawn(process.execPath, [LAUNCHER, dataDir, kind], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: launcher.stdout });
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const said: { url: string; pid: number; message?: string } = JSON.parse(line);
  return { launcher, said };
}

test('a second start finds the data of the first', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'SELECT n FROM kept')).toBe(7);
});

test('text is Unicode, and sorts the same on every machine', async () => {
  await putNewCluster(dataDir);
  const { url } = await start();
  expect(
    await query(url, "SELECT lower('ÄÖ') || string_agg(c, '' ORDER BY c) FROM unnest('{b,B,a}'::text[]) c"),
  ).toBe('äöBab');
});

test('nobody gets in without the password, which only we can read', async () => {
  await putNewCluster(dataDir);
  const { url } = await start();
  await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
    /password authentication failed/,
  );
  const password = join(dataDir, 'cluster', 'seca.password');
  expect(url).toContain(readFileSync(password, 'utf8'));
});

test('after a kill -9 of the server the next start finds everything committed', async () => {
  await putNewCluster(dataDir);
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  const second = await start();
  expect(await query(second.url, 'SELECT n FROM kept')).toBe(7);
});

test('after a kill -9 of its launcher the server does not stay', async () => {
  await putNewCluster(dataDir);
  const { launcher, said } = await launchApart({}, 'for tests');
  launcher.kill('SIGKILL');
  await expect(ended(said.pid)).resolves.toBeLessThan(5_000);
});

test('a start right after a kill -9 of the launcher takes over the data', async () => {
  await putNewCluster(dataDir);
  const { launcher, said } = await launchApart();
  await query(said.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  const second = await start();
  expect(await query(second.url, 'SELECT n FROM kept')).toBe(7);
  expect(isAlive(said.pid)).toBe(false);
});

test('a lock whose number now belongs to another program does not stop the start', async () => {
  await putNewCluster(dataDir);
  await (await start()).stop();
  writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n0\n5432\n`);
  const second = await start();
  expect(await query(second.url, 'SELECT 1')).toBe(1);
});

test('a first start that was cut off is made good by the next', async () => {
  mkdirSync(join(dataDir, 'cluster.new'), { recursive: true });
  writeFileSync(join(dataDir, 'cluster.new', 'PG_VERSION'), '18');
  const { url } = await start();
  expect(await query(url, 'SELECT 1')).toBe(1);
});

describe('what the person at the terminal can put right is one sentence', () => {
  test('a busy port', async () => {
    await putNewCluster(dataDir);
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(start(port)).rejects.toThrow(`PostgreSQL's port ${port} is in use by another program.`);
    other.close();
  });

  test('a folder that another living process uses', async () => {
    await putNewCluster(dataDir);
    await start();
    await expect(start()).rejects.toThrow(`Another process on this machine uses the database in ${dataDir}.`);
  });

  test('a file where the folder should be', async () => {
    writeFileSync(join(parent, 'data'), '');
    await expect(start()).rejects.toThrow(`The folder ${dataDir} cannot be used: a file is in its place.`);
    rmSync(join(parent, 'data'));
  });
});

// A normal user is played by the account nobody, who must be able to enter the clone.
const canPlayUser = isRoot && isOpenToOthers(fileURLToPath(new URL('.', import.meta.url)));

describe.runIf(canPlayUser)('as a normal user [needs root in a clone that others can enter]', () => {
  test('it works without a copy of the programs', async () => {
    chownSync(parent, 65_534, 65_534);
    const { launcher, said } = await launchApart({ uid: 65_534, gid: 65_534 }, 'for tests');
    expect(await query(said.url, 'SELECT 1')).toBe(1);
    launcher.kill();
    await ended(said.pid);
  });

  test('a folder of somebody else is one sentence', async () => {
    const { said } = await launchApart({ uid: 65_534, gid: 65_534 });
    expect(said.message).toContain(
      `The folder ${dataDir} cannot be used: this account may not read or write it.`,
    );
  });
});

describe.runIf(isRoot)('as root, under a folder that nobody else can enter [needs root]', () => {
  beforeEach(() => chmodSync(parent, 0o700));

  test('the data lies outside and is found again', async () => {
    const first = await start();
    expect(await folderOf(first)).not.toContain(parent);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toBe(7);
  });

  test('deleting the folder is a reset', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    rmSync(dataDir, { recursive: true });
    const second = await start();
    expect(await query(second.url, "SELECT to_regclass('kept')")).toBe(null);
  });

  test('removing it leaves nothing outside', async () => {
    const postgres = await start();
    const folder = await folderOf(postgres);
    await postgres.stop();
    await removeEmbeddedPostgres(dataDir);
    expect(existsSync(folder)).toBe(false);
  });
});
