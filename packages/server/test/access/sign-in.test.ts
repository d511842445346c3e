import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startAdmin, type Answer, type TestAdmin } from '../support/admin.js';
import {
  Browser,
  CLIENT,
  startOpenidProvider,
  type Page,
  type TestProvider,
} from '../support/openid-provider.js';

let admin: TestAdmin;
let provider: TestProvider;

const people = {
  olga: { groups: ['gateway-operators', 'staff'], tenant: '*', preferred_username: 'olga@example.test' },
  ada: { groups: ['gateway-operators', 'gateway-admins'], tenant: 'acme' },
  guest: { groups: ['staff'], tenant: '*' },
  homeless: { groups: ['gateway-admins'] },
};

/** A port that is free now: the provider has to know the way back before the admin server is there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  provider = await startOpenidProvider(`${publicUrl}/auth/callback`, people);
  const oidc = {
    publicUrl,
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    roleClaim: 'groups',
    roles: new Map([
      ['gateway-operators', 'operator'],
      ['gateway-admins', 'admin'],
    ] as const),
    tenantClaim: 'tenant',
    session: { idleMs: 3_600_000, lifetimeMs: 7_200_000 },
  };
  admin = await startAdmin({ oidc }, port);
});
afterAll(async () => {
  await admin.close();
  await provider.close();
});

const isCallback = (url: URL): boolean => url.pathname === '/auth/callback';

/** Signs in at the provider, up to the address that it sends the browser back to. */
async function signInAtProvider(browser: Browser, login: string, returnTo = '/'): Promise<Page> {
  const form = await browser.open(`${admin.url}/auth/login?return_to=${encodeURIComponent(returnTo)}`);
  const consent = await browser.submit(form, { login, password: 'any' });
  return browser.submit(consent, {}, isCallback);
}

const isConsole = (url: URL): boolean => url.origin === admin.url && !url.pathname.startsWith('/auth/');

async function signIn(
  login: string,
  returnTo?: string,
): Promise<{ browser: Browser; page: Page; cookie: string }> {
  const browser = new Browser();
  const back = await signInAtProvider(browser, login, returnTo);
  const page = await browser.open(back.url, {}, isConsole);
  return { browser, page, cookie: browser.cookie(new URL(admin.url).host, 'seca-session') ?? '' };
}

async function ask(
  cookie: string,
  origin: string | undefined,
  query = '{ me { subject role tenant } }',
): Promise<Answer> {
  const response = await fetch(`${admin.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `seca-session=${cookie}`,
      ...(origin === undefined ? {} : { origin }),
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
}

/** What a WebSocket with the cookie is closed with; `connected` once it is let in. */
function openSocket(cookie: string, origin: string): { connected: Promise<void>; closed: Promise<unknown> } {
  class WithCookie extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers: { cookie: `seca-session=${cookie}`, origin } });
    }
  }
  const url = `${admin.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: WithCookie, retryAttempts: 0 });
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  const closed = new Promise<unknown>((resolve) => {
    client.subscribe(
      { query: 'subscription { changes { uid } }' },
      { next: () => undefined, error: resolve, complete: () => resolve('complete') },
    );
  });
  return { connected, closed };
}

test('who signs in at the provider gets a session with the role that the provider tells, and comes back', async () => {
  const { page, cookie } = await signIn('olga', '/networks/acme?x=1');
  expect([page.status, page.url.href]).toEqual([303, `${admin.url}/networks/acme?x=1`]);
  const set = page.headers.getSetCookie().find((line) => line.startsWith('seca-session='));
  expect(set).toMatch(/HttpOnly/);
  expect(set).toMatch(/SameSite=Lax/);
  const { status, body } = await ask(cookie, admin.url);
  expect([status, body]).toEqual([
    200,
    { data: { me: { subject: 'oidc:olga', role: 'operator', tenant: null } } },
  ]);
  const stored = await admin.dataSource.query<object[]>('SELECT * FROM operator_session');
  expect(JSON.stringify(stored)).not.toContain(cookie);
  const audit = await admin.dataSource.query<object[]>(`SELECT * FROM audit_event WHERE action = 'sign in'`);
  expect(audit).toContainEqual(
    expect.objectContaining({ subject: 'oidc:olga', target: 'person olga@example.test (operator)' }),
  );
});

test('of several roles the greatest counts, and the tenant that the provider names is the limit', async () => {
  const { cookie } = await signIn('ada');
  const { body } = await ask(cookie, admin.url);
  expect(body.data.me).toEqual({ subject: 'oidc:ada', role: 'admin', tenant: 'acme' });
});

test.each([
  ['guest', /has no role here/],
  ['homeless', /names no tenant/],
])('somebody whom nothing stands for is refused clearly: %s', async (login, message) => {
  const { page, cookie } = await signIn(login);
  expect(page.status).toBe(403);
  const [error] = JSON.parse(page.text).errors;
  expect(error.message).toMatch(message);
  expect(error.extensions).toEqual({ code: 'FORBIDDEN', requestId: page.headers.get('x-request-id') });
  expect(cookie).toBe('');
});

describe('the way back is good', () => {
  test('for the browser that began alone, and once', async () => {
    const browser = new Browser();
    const { url } = await signInAtProvider(browser, 'olga');
    const stranger = await new Browser().open(url);
    expect([stranger.status, JSON.parse(stranger.text).errors[0].extensions.code]).toEqual([
      403,
      'SIGN_IN_FAILED',
    ]);
    expect((await browser.open(url, {}, isConsole)).status).toBe(303);
    expect((await browser.open(url, {}, isConsole)).status).toBe(403);
  });

  test('with the state that it began with', async () => {
    const browser = new Browser();
    const { url } = await signInAtProvider(browser, 'olga');
    url.searchParams.set('state', 'another');
    const page = await browser.open(url, {}, isConsole);
    expect([page.status, JSON.parse(page.text).errors[0].extensions.code]).toEqual([403, 'SIGN_IN_FAILED']);
    expect(browser.cookie(new URL(admin.url).host, 'seca-session')).toBeUndefined();
  });

  test.each(['//evil.test/', 'https://evil.test/', '/\\evil.test', '/auth/login'])(
    'never to another site: %s',
    async (returnTo) => {
      const { page } = await signIn('olga', returnTo);
      expect(page.url.href).toBe(`${admin.url}/`);
    },
  );
});

describe('a cookie that another site makes a browser send', () => {
  test.each([
    ['another origin', 'https://evil.test'],
    ['no origin', undefined],
    ['an origin that is hidden', 'null'],
  ])('opens nothing over HTTP: %s', async (_what, origin) => {
    const { cookie } = await signIn('ada');
    const create = 'mutation { createApiToken(name: "stolen", role: admin, tenant: "acme") { secret } }';
    const { status, body } = await ask(cookie, origin, create);
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'BAD_ORIGIN']);
    const { body: list } = await admin.query('{ apiTokens { name } }');
    expect(JSON.stringify(list)).not.toContain('stolen');
  });

  test('opens nothing over WebSocket', async () => {
    const { cookie } = await signIn('olga');
    expect(await openSocket(cookie, 'https://evil.test').closed).toMatchObject({ code: 4403 });
    await openSocket(cookie, admin.url).connected;
  });

  test('signs nobody out', async () => {
    const { browser, cookie } = await signIn('olga');
    const headers = { origin: 'https://evil.test' };
    expect((await browser.open(`${admin.url}/auth/logout`, { method: 'POST', headers })).status).toBe(403);
    expect((await ask(cookie, admin.url)).status).toBe(200);
  });
});

describe('a session ends', () => {
  const expectEnded = async (cookie: string): Promise<void> => {
    const { status, body } = await ask(cookie, admin.url);
    expect([status, body.errors[0].extensions.code]).toEqual([401, 'SESSION_ENDED']);
  };

  test('by signing out, on whatever replica', async () => {
    const { browser, cookie } = await signIn('olga');
    const headers = { origin: admin.url };
    expect((await browser.open(`${admin.url}/auth/logout`, { method: 'POST', headers })).status).toBe(204);
    await expectEnded(cookie);
  });

  test.each(['idle_until', 'expires_at'])('when its time has come: %s', async (column) => {
    const { cookie } = await signIn('olga');
    await admin.dataSource.query(
      `UPDATE operator_session SET ${column} = clock_timestamp()
        WHERE created_at = (SELECT max(created_at) FROM operator_session)`,
    );
    await expectEnded(cookie);
  });

  test('by the word of an administrator, also where it is open over WebSocket', async () => {
    const { cookie } = await signIn('ada');
    const { connected, closed } = openSocket(cookie, admin.url);
    await connected;
    const { body } = await admin.query('mutation { endOperatorSessions(subject: "oidc:ada") }');
    expect(body.data.endOperatorSessions).toBeGreaterThan(0);
    await expectEnded(cookie);
    await vi.waitFor(async () => expect(await closed).toMatchObject({ code: 4403 }), { timeout: 8_000 });
  });
});

test('the console learns whether and as whom it is signed in', async () => {
  const { browser } = await signIn('olga');
  const here = await browser.open(`${admin.url}/auth/session`);
  expect(JSON.parse(here.text)).toEqual({
    signInPath: '/auth/login',
    person: { subject: 'oidc:olga', name: 'olga@example.test', role: 'operator' },
  });
  const stranger = await new Browser().open(`${admin.url}/auth/session`);
  expect(JSON.parse(stranger.text)).toEqual({ signInPath: '/auth/login', person: null });
});
