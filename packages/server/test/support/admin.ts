import type { AddressInfo } from 'node:net';
import { createClient, type Client } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { createTokenCipher, storeApiToken, type Domain } from '@seca-hetzner/domain';
import { createMetrics, type Registry } from '@seca-hetzner/domain/runtime';
import { createTestWorld, type TestWorld } from '@seca-hetzner/domain/testing';
import { DEFAULT_LIMITS, type AccessSettings } from '../../src/access/access-settings.js';
import { createAdminServer } from '../../src/app.js';

export interface Answer {
  status: number;
  // What comes over the wire has no type; each test says what it expects of it.
  body: any; // oxlint-disable-line typescript/no-explicit-any
}

/** A test world, whatever its queue is. */
export type AdminWorld = Omit<TestWorld, 'domain'> & { domain: Domain };

export interface TestAdmin extends AdminWorld {
  url: string;
  token: string;
  metrics: Registry;
  /** Sends a query with the token of an operator, or with another `authorization`, or with none for `null`. */
  query(query: string, variables?: object, authorization?: string | null): Promise<Answer>;
  /** A client over WebSocket with a token. */
  socket(token: string | undefined): Client;
}

/** `access` changes what is usual: no OpenID provider, introspection, and limits that no test meets by chance. */
export async function startAdmin(access: Partial<AccessSettings> = {}, port = 0): Promise<TestAdmin> {
  return startReplica(await createTestWorld(), access, port);
}

/** One admin API on a world, which it closes with itself; several may share a database. */
export async function startReplica(
  world: AdminWorld,
  access: Partial<AccessSettings> = {},
  port = 0,
): Promise<TestAdmin> {
  const token = 'operator-token';
  await storeApiToken(world.dataSource.manager, 'script', token, new Date());
  const metrics = createMetrics();
  const agentCipher = createTokenCipher(Buffer.alloc(32, 9).toString('base64'));
  const settings = {
    gatewayUrl: 'https://api.example.test',
    trustedProxies: [],
    agentCipher,
    connections: { cipher: agentCipher, endpoint: 'http://127.0.0.1:9/v1' },
    access: { hasIntrospection: true, limits: { ...DEFAULT_LIMITS, failuresPerMinute: 1_000 }, ...access },
  };
  const admin = await createAdminServer(world.domain, settings, pino({ level: 'silent' }), metrics);
  await new Promise<void>((resolve) => admin.http.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(admin.http.address() as AddressInfo).port}`;
  return {
    ...world,
    url: `http://${host}`,
    token,
    metrics,
    async query(query, variables = {}, authorization = `Bearer ${token}`) {
      const response = await fetch(`http://${host}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, body: await response.json() };
    },
    socket: (given) =>
      createClient({
        url: `ws://${host}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(given === undefined ? {} : { connectionParams: { authorization: `Bearer ${given}` } }),
      }),
    async close() {
      await admin.close();
      await world.close();
    },
  };
}
