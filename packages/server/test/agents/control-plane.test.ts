import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rotateSigningKey } from '@seca-hetzner/domain';
import { systemClock } from '@seca-hetzner/domain/runtime';
import { aHeartbeat } from '@seca-hetzner/domain/testing';
import {
  cipher,
  createAgentWorld,
  prefixes,
  registerClient,
  type AgentClient,
  type AgentWorld,
} from '../support/agents.js';

let world: AgentWorld;

beforeAll(async () => {
  world = await createAgentWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const beat = (client: AgentClient, agent: string, version = 0) =>
  client.send('POST', '/v1/heartbeats', aHeartbeat(agent, version, prefixes));

const state = async () => (await world.agent())?.state;

/** At this pace the 30 s of silence take one. */
const fast = () => ({ ...world.domain, clock: systemClock(30) });

test('an agent that falls silent is unhealthy, and active again as soon as it is heard of', async () => {
  const endpoint = await world.open({ domain: fast() });
  const { id, client } = await registerClient(world, endpoint.port);
  await beat(client, id);
  expect(await state()).toBe('active');
  await expect.poll(state, { timeout: 20_000 }).toBe('unhealthy');
  expect((await world.agent())?.stateReason).toContain('nothing has been heard');
  await beat(client, id);
  expect(await state()).toBe('active');
  await endpoint.close();
});

test('a control plane that was away gives its agents time before it calls them silent', async () => {
  const first = await world.open();
  const { id, client } = await registerClient(world, first.port);
  await beat(client, id);
  await first.close();
  await world.dataSource.query(
    `UPDATE gateway_agent SET registered_at = registered_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'`,
  );
  const startedAt = Date.now();
  const second = await world.open({ domain: fast() });
  await expect.poll(state, { timeout: 20_000 }).toBe('unhealthy');
  const since = (await world.agent())?.stateSince.getTime() ?? 0;
  expect(since - startedAt).toBeGreaterThanOrEqual(1_000);
  await second.close();
});

test('so does one whose database was away', async () => {
  const endpoint = await world.open({ domain: fast() });
  const { id, client } = await registerClient(world, endpoint.port);
  await beat(client, id);
  await world.dataSource.query('ALTER TABLE gateway_agent RENAME TO gateway_agent_away');
  let restoredAt: number;
  try {
    await expect.poll(world.logged, { timeout: 20_000 }).toContain('agents not looked after');
    expect((await beat(client, id)).status).toBe(500);
  } finally {
    await world.dataSource.query(
      `UPDATE gateway_agent_away SET registered_at = registered_at - interval '1 h', heartbeat_at = heartbeat_at - interval '1 h'`,
    );
    restoredAt = Date.now();
    await world.dataSource.query('ALTER TABLE gateway_agent_away RENAME TO gateway_agent');
  }
  await expect.poll(state, { timeout: 20_000 }).toBe('unhealthy');
  const since = (await world.agent())?.stateSince.getTime() ?? 0;
  // A period of silence, less the pause between two looks.
  expect(since - restoredAt).toBeGreaterThanOrEqual(800);
  await endpoint.close();
});

test('who waits is answered when the process ends, and goes on with the next one as it was', async () => {
  const first = await world.open();
  const { id, client, at } = await registerClient(world, first.port);
  const waiting = client.send('GET', '/v1/instructions?after=0');
  const isWaiting = async () =>
    (await first.metrics.getSingleMetric('seca_agent_requests_waiting')?.get())?.values[0]?.value;
  await expect.poll(isWaiting).toBe(1);
  await first.close();
  expect((await waiting).status).toBe(204);
  await expect(beat(client, id)).rejects.toThrow();
  const second = await world.open();
  await world.publish();
  const again = at(second.port);
  expect((await again.send('GET', '/v1/instructions?after=0')).status).toBe(200);
  expect((await beat(again, id, 1)).status).toBe(204);
  expect(await state()).toBe('active');
  await second.close();
});

test('whoever holds a connection and says nothing does not keep the process from ending', async () => {
  const endpoint = await world.open();
  const { port } = endpoint;
  const plain = connect(port, '127.0.0.1');
  const secure = tlsConnect({ port, host: '127.0.0.1', ca: world.caCertificate });
  const closed = [plain, secure].map((socket) =>
    once(
      socket.on('error', () => undefined),
      'close',
    ),
  );
  await Promise.all([once(plain, 'connect'), once(secure, 'secureConnect')]);
  const startedAt = performance.now();
  await endpoint.close();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await Promise.all(closed);
});

test('the certificate is renewed while agents come and go', async () => {
  const endpoint = await world.open({ certificateLifetimeMs: 3_000 });
  const { id, client } = await registerClient(world, endpoint.port);
  const { serial } = await beat(client, id);
  await expect.poll(async () => (await beat(client, id)).serial, { timeout: 20_000 }).not.toBe(serial);
  await endpoint.close();
});

test('a rotation of the signing keys goes through once the agents have confirmed the new one', async () => {
  const endpoint = await world.open({ domain: fast() });
  const { id, client } = await registerClient(world, endpoint.port);
  await world.publish();
  await beat(client, id, 1);
  const operator = { type: 'operator', subject: 'ops', role: 'admin', source: 'admin' } as const;
  await rotateSigningKey(world.domain, operator, cipher);
  const { body } = await client.send('GET', '/v1/instructions?after=1');
  const announced = JSON.parse(Buffer.from(body.configuration.payload, 'base64').toString());
  expect(announced).toMatchObject({ version: 2 });
  expect(announced.signingKeys).toHaveLength(2);
  await beat(client, id, 2);
  const { body: next } = await client.send('GET', '/v1/instructions?after=2');
  expect(next.configuration.keyId).toBe(announced.signingKeys[1].id);
  await endpoint.close();
});
