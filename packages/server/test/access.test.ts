import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeApiToken } from '@seca-hetzner/domain';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

const QUERY = '{ installation { gatewayUrl } }';

async function storeExpired(token: string): Promise<void> {
  await storeApiToken(admin.dataSource.manager, token, token, new Date());
  await admin.dataSource.query(`UPDATE api_token SET expires_at = clock_timestamp() WHERE name = $1`, [
    token,
  ]);
}

describe('over HTTP', () => {
  test('the bearer of a valid token gets an answer', async () => {
    const { status, body } = await admin.query(QUERY);
    expect([status, body]).toEqual([
      200,
      { data: { installation: { gatewayUrl: 'https://api.example.test' } } },
    ]);
  });

  test.each([
    ['no token', null],
    ['an unknown token', 'Bearer other'],
    ['a token in another scheme', 'Basic operator-token'],
    ['an empty token', 'Bearer '],
  ])('%s gets no answer, not even the schema', async (_what, authorization) => {
    for (const query of [QUERY, '{ __schema { types { name } } }', '{ nonsense']) {
      const { status, body } = await admin.query(query, {}, authorization);
      expect(status).toBe(401);
      const extensions = { code: 'UNAUTHENTICATED', requestId: expect.any(String) };
      expect(body).toEqual({ errors: [{ message: 'a valid API token is required', extensions }] });
    }
  });

  test('an expired token is no token', async () => {
    await storeExpired('old-http');
    expect((await admin.query(QUERY, {}, 'Bearer old-http')).status).toBe(401);
  });

  test('nothing of a body is read without a token', async () => {
    const response = await fetch(`${admin.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"broken',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('over WebSocket', () => {
  const ask = (token: string | undefined): Promise<unknown> =>
    new Promise((resolve, reject) => {
      let answer: unknown;
      admin.socket(token).subscribe(
        { query: QUERY },
        {
          next: (value) => {
            answer = value.data;
          },
          error: reject,
          complete: () => resolve(answer),
        },
      );
    });

  test('the bearer of a valid token gets an answer', async () => {
    expect(await ask(admin.token)).toEqual({ installation: { gatewayUrl: 'https://api.example.test' } });
  });

  test.each([
    ['no token', undefined],
    ['an unknown token', 'other'],
  ])('a socket with %s is closed', async (_what, token) => {
    await expect(ask(token)).rejects.toMatchObject({ code: 4403 });
  });

  test('a socket with an expired token is closed', async () => {
    await storeExpired('old-ws');
    await expect(ask('old-ws')).rejects.toMatchObject({ code: 4403 });
  });
});

test('the console may load from its own host alone, and may not be framed', async () => {
  const { headers } = await fetch(admin.url);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('x-powered-by')).toBeNull();
});
