import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oidcIssuer } from '../src/middleware/token-issuer.js';
import { startGateway, type TestGateway } from './support/gateway.js';

/** An OpenID provider: its metadata, and the keys that it publishes at the moment. */
interface Provider {
  url: string;
  server: Server;
  keys: JWK[];
  /** What its metadata says instead. */
  metadata: Record<string, unknown>;
  isDown: boolean;
}

let provider: Provider;
let gateway: TestGateway;
let privateKey: CryptoKey;
let publicKey: CryptoKey;

beforeEach(async () => {
  provider = await startProvider();
  ({ privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true }));
  provider.keys.push({ ...(await exportJWK(publicKey)), kid: 'one' });
  gateway = await startGateway({ issuers: [oidcIssuer({ issuer: provider.url, audience: 'cloud' })] });
});
afterEach(async () => {
  await gateway.close();
  await new Promise((resolve) => provider.server.close(resolve));
});

async function startProvider(): Promise<Provider> {
  const server = createServer((request, response) => {
    if (provider.isDown) {
      response.writeHead(500).end();
      return;
    }
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer: provider.url,
        jwks_uri: `${provider.url}/keys`,
        ...provider.metadata,
      },
      '/keys': { keys: provider.keys },
    };
    const body = answers[request.url ?? ''];
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, server, keys: [], metadata: {}, isDown: false };
}

const claims = () =>
  new SignJWT({ sub: 'alice' }).setIssuer(provider.url).setAudience('cloud').setExpirationTime('5m');
const signed = (jwt = claims(), alg = 'RS256', kid = 'one', key = privateKey) =>
  jwt.setProtectedHeader({ alg, kid }).sign(key);

async function statusWith(token: string, of = gateway): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await of.send('GET', '/seca.workspace/v1/tenants/acme/workspaces', undefined, headers);
  return answer.status;
}

test('a token of the configured provider is taken, its keys being found by discovery', async () => {
  expect(await statusWith(await signed())).toBe(200);
  // The local issuer's tokens are taken beside it.
  expect(await statusWith(gateway.token)).toBe(200);
});

test('where the address of the keys is told, nothing is discovered', async () => {
  provider.metadata = { jwks_uri: 'http://127.0.0.1:1/nothing' };
  const told = { issuer: provider.url, audience: 'cloud', jwksUrl: `${provider.url}/keys` };
  const other = await startGateway({ issuers: [oidcIssuer(told)] });
  expect(await statusWith(await signed(), other)).toBe(200);
  await other.close();
});

test('another audience, another issuer, no expiry, an expired one and an unknown key are a 401', async () => {
  expect(await statusWith(await signed(claims().setAudience('seca')))).toBe(401);
  expect(await statusWith(await signed(claims().setIssuer(`${provider.url}/`)))).toBe(401);
  const endless = new SignJWT({ sub: 'alice' }).setIssuer(provider.url).setAudience('cloud');
  expect(await statusWith(await signed(endless))).toBe(401);
  expect(await statusWith(await signed(claims().setExpirationTime('-1m')))).toBe(401);
  expect(await statusWith(await signed(claims(), 'RS256', 'two'))).toBe(401);
  const stranger = await generateKeyPair('RS256');
  expect(await statusWith(await signed(claims(), 'RS256', 'one', stranger.privateKey))).toBe(401);
});

test("a public key is no shared secret, and one issuer's key does not sign for another", async () => {
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  const confused = await claims().setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
  expect(await statusWith(confused)).toBe(401);
  expect(await statusWith(await signed(claims().setIssuer('urn:test:issuer').setAudience('seca')))).toBe(401);
  const local = await gateway.mint({ sub: 'alice' }, { issuer: provider.url, audience: 'cloud' });
  expect(await statusWith(local)).toBe(401);
});

test.each([
  ['does not answer', () => (provider.isDown = true)],
  ['says to be another one', () => (provider.metadata = { issuer: 'https://elsewhere.example' })],
  ['says nothing of its keys', () => (provider.metadata = { jwks_uri: undefined })],
])('a provider that %s is a 503, no 401, and tokens are taken when it is well again', async (_, spoil) => {
  spoil();
  const token = await signed();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await gateway.send('GET', '/seca.region/v1/regions', undefined, headers);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.body).toMatchObject({ status: 503, detail: 'the token cannot be verified now' });
  expect(await statusWith(gateway.token)).toBe(200);
  provider.isDown = false;
  provider.metadata = {};
  expect(await statusWith(token)).toBe(200);
});

test('a token that was verified is taken while its issuer is down', async () => {
  const token = await signed();
  expect(await statusWith(token)).toBe(200);
  provider.isDown = true;
  expect(await statusWith(token)).toBe(200);
});
