import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bindConnection,
  createTokenCipher,
  ensureInstallation,
  ensureTenant,
  sealEvents,
} from '@seca-hetzner/domain';
import { createEmptyDatabase, putPath, type TestDatabase } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';
import { runCommand } from './support/run-command.js';

const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
const commands = ['bootstrap-token', 'rotate-token-key', 'take-projects', 'verify-audit'];

let admin: TestAdmin;
let empty: TestDatabase;
/** What reaches the database of the test. */
let environment: Record<string, string>;
const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

beforeAll(async () => {
  admin = await startAdmin();
  empty = await createEmptyDatabase();
  environment = { DATABASE_URL: admin.databaseUrl };
  const { domain, dataSource } = admin;
  await dataSource.transaction((manager) => ensureInstallation(manager, new Date()));
  await ensureTenant(domain, operator, 'acme');
  await bindConnection(domain, operator, createTokenCipher(oldKey), {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: 'http://127.0.0.1:9/v1',
    token: 'the-token',
    mode: 'plan',
  });
  await putPath(domain, admin.caller, 'n');
}, 60_000);
afterAll(async () => {
  await admin.close();
  await empty.drop();
});

const readRow = async <T>(sql: string): Promise<T> => {
  const [row]: T[] = await admin.dataSource.query(sql);
  if (!row) throw new Error(`no row: ${sql}`);
  return row;
};

describe('bootstrap-token', () => {
  test('prints a token that can be exchanged once, makes the one before worthless, and is audited', async () => {
    const first = await runCommand('bootstrap-token', environment);
    const second = await runCommand('bootstrap-token', environment);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(second.stderr).toMatch(/^Good for one exchange until \S+Z\.\n$/);
    const exchange = (secret: string) =>
      admin.query(
        'mutation { exchangeBootstrapToken(name: "ada") { secret } }',
        {},
        `Bearer ${secret.trim()}`,
      );
    expect((await exchange(first.stdout)).body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await exchange(second.stdout)).body.data.exchangeBootstrapToken.secret).toMatch(/^seca_/);
    expect((await exchange(second.stdout)).body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    const { count } = await readRow<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_event WHERE subject = 'local command'`,
    );
    expect(count).toBe(2);
  });
});

describe('rotate-token-key', () => {
  const keys = { TOKEN_ENCRYPTION_KEY: newKey, TOKEN_ENCRYPTION_KEYS_OLD: oldKey };
  const readKeyId = () =>
    readRow<{ keyId: string }>('SELECT token_key_id AS "keyId" FROM provider_connection').then(
      (row) => row.keyId,
    );

  test('without the key that protects a secret says so and changes nothing', async () => {
    const ended = await runCommand('rotate-token-key', { ...environment, TOKEN_ENCRYPTION_KEY: newKey });
    expect([ended.exitCode, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toMatch(/^the secret of \S+ was encrypted with key \w+, not \w+\n$/);
    expect(await readKeyId()).toBe(createTokenCipher(oldKey).keyId);
  });

  test('encrypts what there is with the new key, and finds nothing to do the second time', async () => {
    const { keyId } = createTokenCipher(newKey);
    const first = await runCommand('rotate-token-key', { ...environment, ...keys });
    expect(first).toEqual({ exitCode: 0, stdout: `encrypted anew with key ${keyId}: 1\n`, stderr: '' });
    expect(await readKeyId()).toBe(keyId);
    const second = await runCommand('rotate-token-key', { ...environment, ...keys });
    expect(second.stdout).toBe(`encrypted anew with key ${keyId}: 0\n`);
  });

  test('refuses a key that is none', async () => {
    const ended = await runCommand('rotate-token-key', { ...environment, TOKEN_ENCRYPTION_KEY: 'short' });
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^[^\n]*32 bytes[^\n]*\n$/);
  });
});

describe('take-projects', () => {
  test('begins a new epoch each time', async () => {
    const readEpoch = () => readRow<{ epoch: string }>('SELECT epoch FROM installation');
    const first = await runCommand('take-projects', environment);
    const { epoch } = await readEpoch();
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toBe(`new epoch ${epoch}: the workers mark the projects with it within a minute\n`);
    await runCommand('take-projects', environment);
    expect((await readEpoch()).epoch > epoch).toBe(true);
  });
});

describe('verify-audit', () => {
  test('shows what is not sealed yet, and a chain that is whole', async () => {
    const { exitCode, stdout } = await runCommand('verify-audit', environment);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/not sealed yet: [1-9]/);
    expect(stdout).toMatch(/test: bind connection connection default/);
    expect(stdout).toMatch(/The chain is whole\.\n$/);
  });

  test('ends with 1 where an event is not what was sealed', async () => {
    await sealEvents(admin.dataSource);
    expect((await runCommand('verify-audit', environment)).exitCode).toBe(0);
    await admin.dataSource.query(`UPDATE audit_event SET subject = 'nobody' WHERE seal = 2`);
    const { exitCode, stdout } = await runCommand('verify-audit', environment);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/The chain is broken: .+\.\n$/);
  });
});

describe.each(commands)('%s', (name) => {
  const keys = { TOKEN_ENCRYPTION_KEY: newKey };

  test('names what is missing in the configuration', async () => {
    const { exitCode, stdout, stderr } = await runCommand(name, keys);
    expect([exitCode, stdout]).toEqual([78, '']);
    expect(stderr).toBe('The configuration has 1 fault(s):\n  DATABASE_URL is required\n');
  });

  test('says in one sentence that the database does not answer', async () => {
    const { exitCode, stdout, stderr } = await runCommand(name, {
      ...keys,
      DATABASE_URL: 'postgres://seca@127.0.0.1:1/seca',
    });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^DATABASE_URL or REDIS_URL leads to nobody who answers: [^\n]*127\.0\.0\.1:1\n$/);
  });

  test('says in one sentence that the database has no schema', async () => {
    const { exitCode, stdout, stderr } = await runCommand(name, { ...keys, DATABASE_URL: empty.url });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^The database has not the schema of this version, run the migration first: [^\n]*\n$/,
    );
  });
});
