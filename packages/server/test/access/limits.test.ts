import { readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeApiToken } from '@seca-hetzner/domain';
import { DEFAULT_LIMITS } from '../../src/access/access-settings.js';
import { loadPersistedQueries } from '../../src/access/persisted-queries.js';
import { errorCodes } from '../../src/errors.js';
import { startAdmin, type Answer, type TestAdmin } from '../support/admin.js';

let admin: TestAdmin;
beforeAll(async () => {
  admin = await startAdmin({
    hasIntrospection: false,
    limits: { ...DEFAULT_LIMITS, failuresPerMinute: 10 },
  });
});
afterAll(() => admin.close());

const QUERY = '{ installation { gatewayUrl } }';
const aliases = Array.from({ length: 10_000 }, (_, i) => `a${i}: installation { gatewayUrl }`).join(' ');
const deep = `{ networks ${'{ subnets '.repeat(99)}{ name }${' }'.repeat(99)} }`;

async function send(body: unknown, init: RequestInit = {}): Promise<Answer & { headers: Headers }> {
  const response = await fetch(`${admin.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` },
    body: JSON.stringify(body),
    ...init,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** What a query over WebSocket is refused with. */
function sendBySocket(query: string): Promise<unknown> {
  return new Promise((resolve) => {
    admin
      .socket(admin.token)
      .subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(undefined) });
  });
}

describe('a query that is too much', () => {
  test.each([
    ['100 levels deep', deep],
    ['10,000 aliases', `{ ${aliases} }`],
    ['more tokens than anybody writes', `{ ${'installation { gatewayUrl } '.repeat(8_000)} }`],
  ])('is refused before it is looked at further, over HTTP and WebSocket: %s', async (_what, query) => {
    const { status, body } = await send({ query });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        message: expect.stringMatching(/^the query (is|has) /),
        extensions: { code: 'QUERY_TOO_COMPLEX', requestId: expect.any(String) },
      },
    ]);
    expect(await sendBySocket(query)).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
  });

  test('is refused as a batch', async () => {
    const { status, body } = await send([{ query: QUERY }, { query: QUERY }]);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('is refused as a body over 1 MiB', async () => {
    const { status, body } = await send({
      query: `{ installation { gatewayUrl } } # ${'x'.repeat(1_100_000)}`,
    });
    expect([status, body.errors[0].extensions.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });
});

test('where introspection is off, the schema is not told, over HTTP and WebSocket', async () => {
  const { body } = await send({ query: getIntrospectionQuery() });
  expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(body.data).toBeUndefined();
  const refused = await sendBySocket('{ __schema { queryType { name } } }');
  expect(JSON.stringify(refused)).toContain('introspection has been disabled');
});

test.each([
  ['by GET', { method: 'GET', body: null }, 405],
  ['as a form that any site can send', { headers: { 'content-type': 'text/plain' } }, 401],
])('a query comes by POST and as JSON: not %s', async (_what, init, status) => {
  expect((await send({ query: QUERY }, init)).status).toBe(status);
});

test('every answer carries the id of its request, and an error the same one', async () => {
  const good = await send({ query: QUERY });
  const bad = await send({ query: '{ nothing }' });
  expect(good.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(bad.body.errors[0].extensions.requestId).toBe(bad.headers.get('x-request-id'));
  expect(bad.headers.get('x-request-id')).not.toBe(good.headers.get('x-request-id'));
});

describe('persisted queries', () => {
  test('those of the console are answered by their id', async () => {
    const [id] = [...loadPersistedQueries()].find(([, text]) => text.includes('query Session')) ?? [];
    const { body } = await send({ documentId: id });
    expect(body).toEqual({ data: { installation: { gatewayUrl: 'https://api.example.test' } } });
  });

  test('an unknown id is told by a code, so that a client can send the text', async () => {
    const { status, body } = await send({ documentId: 'unknown' });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
  });
});

test('the page on the admin API names every code that there is, and no other', () => {
  const page = readFileSync(new URL('../../../../../docs/admin-api.md', import.meta.url), 'utf8');
  const named = new Set([...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code));
  expect(named).toEqual(new Set(errorCodes));
});

test('credentials that are no good are looked at so often and no more; who has a good one never notices', async () => {
  const wrong = { headers: { 'content-type': 'application/json', authorization: 'Bearer wrong' } };
  const statuses: number[] = [];
  for (let i = 0; i < 15; i += 1) statuses.push((await send({ query: QUERY }, wrong)).status);
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  const { headers } = await send({ query: QUERY }, wrong);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send({ query: QUERY })).status).toBe(200);
});

test('a caller that sends more than its share is told when to come again; another one never notices', async () => {
  const strict = await startAdmin({
    hasIntrospection: false,
    limits: { ...DEFAULT_LIMITS, callerPerSecond: 1 },
  });
  await storeApiToken(strict.dataSource.manager, 'other', 'other-token', new Date());
  const answers = await Promise.all(Array.from({ length: 30 }, () => strict.query(QUERY)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body.errors[0].extensions.code).toBe('RATE_LIMITED');
  expect((await strict.query(QUERY, {}, 'Bearer other-token')).status).toBe(200);
  await strict.close();
});
