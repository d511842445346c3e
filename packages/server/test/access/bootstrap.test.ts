import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reissueBootstrapToken } from '@seca-hetzner/domain';
import { offerBootstrapToken } from '../../src/access/bootstrap-file.js';
import { startAdmin, type TestAdmin } from '../support/admin.js';

let admin: TestAdmin;
let folder: string;
const lines: string[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });

beforeAll(async () => {
  admin = await startAdmin();
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
});
afterAll(async () => {
  await admin.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await admin.dataSource.query('TRUNCATE api_token, bootstrap_token');
  lines.length = 0;
});

const exchange = (secret: string, name: string) =>
  admin.query(
    'mutation ($name: String!) { exchangeBootstrapToken(name: $name) { secret token { role tenant } } }',
    { name },
    `Bearer ${secret}`,
  );
const ME = '{ me { subject role } }';

test('of several replicas at a first start one leaves a token, in a file of our own and not in the log', async () => {
  const folders = [join(folder, 'a'), join(folder, 'b'), join(folder, 'c')];
  await Promise.all(folders.map((each) => offerBootstrapToken(admin.domain, each, logger)));
  const files = folders.map((each) => join(each, 'bootstrap-token')).filter((file) => existsSync(file));
  expect(files).toHaveLength(1);
  const [file = ''] = files;
  const secret = readFileSync(file, 'utf8').trim();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(lines).toHaveLength(1);
  expect(lines.join('')).toContain(file);
  expect(lines.join('')).not.toContain(secret);

  const { body } = await exchange(secret, 'ada');
  expect(body.data.exchangeBootstrapToken.token).toEqual({ role: 'admin', tenant: null });
  const me = await admin.query(ME, {}, `Bearer ${body.data.exchangeBootstrapToken.secret}`);
  expect(me.body.data.me).toEqual({ subject: 'ada', role: 'admin' });
});

test('a later start, or one where somebody is let in already, leaves none', async () => {
  await reissueBootstrapToken(admin.domain);
  await offerBootstrapToken(admin.domain, join(folder, 'later'), logger);
  expect(existsSync(join(folder, 'later'))).toBe(false);
  expect(lines).toEqual([]);
});

test('of 50 exchanges at once exactly one wins, and makes one token', async () => {
  const { secret } = await reissueBootstrapToken(admin.domain);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => exchange(secret, `person-${i}`)));
  expect(answers.filter(({ body }) => body.data?.exchangeBootstrapToken)).toHaveLength(1);
  const codes = answers.flatMap(({ body }) => body.errors?.[0].extensions.code ?? []);
  expect(codes).toEqual(Array.from({ length: 49 }, () => 'UNAUTHENTICATED'));
  expect(await admin.dataSource.query('SELECT name FROM api_token')).toHaveLength(1);
});

test('it opens nothing but the exchange, and survives a name that cannot be', async () => {
  const { secret } = await reissueBootstrapToken(admin.domain);
  for (const query of [
    ME,
    '{ networks { name } }',
    'mutation { a: exchangeBootstrapToken(name: "x") { secret } rotateSigningKeys }',
  ]) {
    const { body } = await admin.query(query, {}, `Bearer ${secret}`);
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  }
  expect((await exchange(secret, '')).body.errors[0].extensions).toMatchObject({
    code: 'VALIDATION_FAILED',
    faults: [{ pointer: '/name' }],
  });
  expect((await exchange(secret, 'ada')).body.errors).toBeUndefined();
});

test('it is good for a day, and for nothing once another one was made; each issue is in the audit log', async () => {
  await admin.dataSource.query('TRUNCATE audit_event');
  const first = await reissueBootstrapToken(admin.domain);
  const second = await reissueBootstrapToken(admin.domain);
  expect((await exchange(first.secret, 'ada')).status).toBe(401);
  await admin.dataSource.query('UPDATE bootstrap_token SET expires_at = clock_timestamp()');
  expect((await exchange(second.secret, 'ada')).status).toBe(401);
  const hours = (second.expiresAt.getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23);
  expect(hours).toBeLessThanOrEqual(24);
  const audit = await admin.dataSource.query<object[]>('SELECT action, subject FROM audit_event');
  const issue = { action: 'issue bootstrap token', subject: 'local command' };
  expect(audit).toEqual([issue, issue]);
});

test('the token of an administrator cannot be exchanged', async () => {
  const { secret } = await reissueBootstrapToken(admin.domain);
  const { body } = await exchange(secret, 'ada');
  const again = await exchange(body.data.exchangeBootstrapToken.secret, 'other');
  expect(again.body.errors[0].extensions.code).toBe('FORBIDDEN');
});
