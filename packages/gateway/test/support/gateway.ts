import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { pino } from 'pino';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import {
  createTestWorld,
  openTestDomain,
  type TestWorld,
  type WorldOptions,
} from '@seca-hetzner/domain/testing';
import { createMetrics } from '@seca-hetzner/domain/runtime';
import { createApp } from '../../src/app.js';
import type { RequestLimits } from '../../src/middleware/request-limits.js';
import { localIssuer, type TokenIssuer } from '../../src/middleware/token-issuer.js';
import { faultsOf } from './api-description.js';

export interface Answer {
  status: number;
  headers: Headers;
  // What comes over the wire has no type; each test says what it expects of it.
  body: any; // oxlint-disable-line typescript/no-explicit-any
}

export interface TestGateway extends TestWorld {
  app: Express;
  url: string;
  token: string;
  mint(
    claims: Record<string, unknown>,
    options?: { expires?: string; issuer?: string; audience?: string },
  ): Promise<string>;
  /**
   * Sends a request below `/providers`, as the tenant's own caller unless told otherwise. Throws when the answer is
   * not one that the API's description has for it.
   */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

const ISSUER = 'urn:test:issuer';

export async function startGateway(
  options: WorldOptions & {
    updateWaitMs?: number;
    limits?: Partial<RequestLimits>;
    issuers?: readonly TokenIssuer[];
    /** Another gateway, on whose database this one works too. */
    beside?: TestGateway;
  } = {},
): Promise<TestGateway> {
  const world = options.beside ? await openWorldOf(options.beside, options) : await createTestWorld(options);
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] };
  const app = createApp({
    domain: world.domain,
    issuers: [localIssuer(ISSUER, 'seca', jwks), ...(options.issuers ?? [])],
    limits: { atWork: 1_000, callerAtWork: 200, callerPerSecond: 1_000, ...options.limits },
    publicUrl: 'https://api.example.test',
    updateWaitMs: options.updateWaitMs ?? 200,
    metrics: createMetrics(),
    logger: pino({ level: 'silent' }),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mint: TestGateway['mint'] = (claims, { expires = '5m', issuer = ISSUER, audience = 'seca' } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(privateKey);
  const token = await mint({ sub: 'alice', tenants: ['acme'] });
  return {
    ...world,
    app,
    url,
    token,
    mint,
    async send(method, path, body, headers = {}) {
      const isText = typeof body === 'string';
      const target = `${path.startsWith('/.') || path.startsWith('/regions') ? '' : '/providers'}${path}`;
      const response = await fetch(`${url}${target}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const mediaType = response.headers.get('content-type')?.replace(/;.*$/, '');
      const { status } = response;
      const answer = {
        status,
        headers: response.headers,
        body: text !== '' && mediaType?.endsWith('json') ? (JSON.parse(text) as unknown) : text,
      };
      const faults = faultsOf(method, target, { status, mediaType, body: answer.body });
      if (faults.length > 0) {
        throw new Error(`${method} ${target} ${status} is not as described: ${faults.join('; ')}\n${text}`);
      }
      return answer;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.close();
    },
  };
}

/** The same world as another process sees it: the database is shared, and nothing else. */
async function openWorldOf({ databaseUrl, caller }: TestWorld, options: WorldOptions): Promise<TestWorld> {
  const domain = await openTestDomain(databaseUrl, options);
  const { dataSource } = domain;
  return { domain, dataSource, databaseUrl, caller, close: () => dataSource.destroy() };
}
