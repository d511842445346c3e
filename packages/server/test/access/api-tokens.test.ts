import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApiToken, type OperatorRole } from '@seca-hetzner/domain';
import { startAdmin, type TestAdmin } from '../support/admin.js';

let admin: TestAdmin;
beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

const ME = '{ me { subject role tenant } }';
const CREATE = `mutation ($name: String!, $role: OperatorRole!, $tenant: String, $days: Int! = 1) {
  createApiToken(name: $name, role: $role, tenant: $tenant, expiresInDays: $days) { secret token { id name } }
}`;

let count = 0;

/** A token of its own, and its bearer's header. */
async function aToken(
  role: OperatorRole,
  tenant?: string,
): Promise<{ id: string; secret: string; bearer: string }> {
  count += 1;
  const caller = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  const wanted = {
    name: `token-${count}`,
    role,
    expiresInDays: 1,
    ...(tenant === undefined ? {} : { tenant }),
  };
  const { token, secret } = await createApiToken(admin.domain, caller, wanted);
  return { id: token.id, secret, bearer: `Bearer ${secret}` };
}

async function codeOf(query: string, variables: object, bearer: string): Promise<string | undefined> {
  const { body } = await admin.query(query, variables, bearer);
  return body.errors?.[0]?.extensions.code;
}

test('a new token opens what it was made for, and is stored nowhere', async () => {
  const { body } = await admin.query(CREATE, { name: 'ci', role: 'operator', tenant: 'acme' });
  const { secret } = body.data.createApiToken;
  const me = await admin.query(ME, {}, `Bearer ${secret}`);
  expect(me.body.data.me).toEqual({ subject: 'ci', role: 'operator', tenant: 'acme' });
  const rows = await admin.dataSource.query<object[]>('SELECT * FROM api_token');
  expect(JSON.stringify(rows)).not.toContain(secret.slice(5));
  const audit = await admin.dataSource.query<{ subject: string; target: string }[]>(
    `SELECT * FROM audit_event WHERE action = 'create API token'`,
  );
  expect(audit).toMatchObject(
    [{ subject: 'script', tenant: 'acme', target: /^API token ci \(operator, / }].map(
      ({ target, ...rest }) => ({ ...rest, target: expect.stringMatching(target) }),
    ),
  );
  expect(JSON.stringify(audit)).not.toContain(secret.slice(5));
});

test('a list tells of its use to the minute, and no secret', async () => {
  const { id, bearer } = await aToken('viewer');
  const LIST = '{ apiTokens { id lastUsedAt expiresAt createdBy } }';
  const find = async (): Promise<{ lastUsedAt: string | null; createdBy: string }> => {
    const { body } = await admin.query(LIST);
    return body.data.apiTokens.find((token: { id: string }) => token.id === id);
  };
  expect(await find()).toMatchObject({ lastUsedAt: null, createdBy: 'test' });
  await admin.query(ME, {}, bearer);
  const { lastUsedAt } = await find();
  expect(lastUsedAt).not.toBeNull();
  await admin.query(ME, {}, bearer);
  expect((await find()).lastUsedAt).toBe(lastUsedAt);
});

test.each([
  [{ name: 'ci:x', role: 'viewer' }, '/name'],
  [{ name: 'x', role: 'viewer', tenant: 'nobody' }, '/tenant'],
  [{ name: 'x', role: 'viewer', days: 400 }, '/expiresInDays'],
  [{ name: 'x', role: 'god' }, '/role'],
])('a token that cannot be is refused, naming the argument: %j', async (variables, pointer) => {
  const { body } = await admin.query(CREATE, variables);
  expect(body.errors[0].extensions).toMatchObject({
    code: expect.stringMatching(/^(VALIDATION_FAILED|BAD_USER_INPUT)$/),
    requestId: expect.any(String),
    faults: [{ pointer }],
  });
});

test('two tokens that live at a time have different names; of many attempts at once one succeeds', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => admin.query(CREATE, { name: 'twin', role: 'viewer' })),
  );
  const codes = answers.flatMap(({ body }) => body.errors?.[0].extensions.code ?? []);
  expect(codes).toEqual(Array.from({ length: 7 }, () => 'CONFLICT'));
});

describe('whoever is limited to a tenant', () => {
  test('gives tokens of that tenant only, and sees and revokes no other', async () => {
    const { bearer } = await aToken('admin', 'acme');
    const other = await aToken('viewer');
    expect(await codeOf(CREATE, { name: 'a', role: 'admin' }, bearer)).toBe('FORBIDDEN');
    expect(await codeOf(CREATE, { name: 'b', role: 'admin', tenant: 'other' }, bearer)).toBe('FORBIDDEN');
    expect(await codeOf(CREATE, { name: 'c', role: 'admin', tenant: 'acme' }, bearer)).toBeUndefined();
    const { body } = await admin.query('{ apiTokens { tenant } }', {}, bearer);
    expect(new Set(body.data.apiTokens.map(({ tenant }: { tenant: string }) => tenant))).toEqual(
      new Set(['acme']),
    );
    const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { id } }';
    expect(await codeOf(revoke, { id: other.id }, bearer)).toBe('NOT_FOUND');
    expect(await codeOf(ME, {}, other.bearer)).toBeUndefined();
  });
});

describe('a revoked token', () => {
  const REVOKE = 'mutation ($id: ID!) { revokeApiToken(id: $id) { revokedAt } }';

  test('is refused by the next request, and revoking it again changes nothing', async () => {
    const { id, bearer } = await aToken('operator');
    const first = await admin.query(REVOKE, { id });
    expect((await admin.query(ME, {}, bearer)).status).toBe(401);
    expect((await admin.query(REVOKE, { id })).body).toEqual(first.body);
  });

  test('an id that is none is not found', async () => {
    expect(await codeOf(REVOKE, { id: 'x' }, `Bearer ${admin.token}`)).toBe('NOT_FOUND');
  });

  test('ends what is open with it over WebSocket within seconds, and nothing else', async () => {
    const { id, secret } = await aToken('viewer');
    const ends: unknown[] = [];
    const follow = (token: string, end: (error: unknown) => void): Promise<() => void> =>
      new Promise((resolve) => {
        const client = admin.socket(token);
        const stop = client.subscribe(
          { query: 'subscription { changes { uid } }' },
          { next: () => undefined, error: end, complete: () => undefined },
        );
        client.on('connected', () => resolve(stop));
      });
    await follow(secret, (error) => ends.push(error));
    const others: unknown[] = [];
    const stop = await follow(admin.token, (error) => others.push(error));
    await admin.query(REVOKE, { id });
    await vi.waitFor(() => expect(ends).toMatchObject([{ code: 4403 }]), { timeout: 8_000 });
    expect(others).toEqual([]);
    stop();
  });
});
