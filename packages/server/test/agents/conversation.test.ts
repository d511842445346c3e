import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askAgent, revokeAgents, type Heartbeat } from '@seca-hetzner/domain';
import { systemClock } from '@seca-hetzner/domain/runtime';
import { aHeartbeat } from '@seca-hetzner/domain/testing';
import {
  AgentClient,
  createAgentWorld,
  newClientIdentity,
  openReplica,
  prefixes,
  registerClient,
  type AgentWorld,
  type OpenEndpoint,
} from '../support/agents.js';

let world: AgentWorld;
let endpoint: OpenEndpoint;

beforeAll(async () => {
  world = await createAgentWorld();
  endpoint = await world.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const beat = (client: AgentClient, agent: string, version: number, change: Partial<Heartbeat> = {}) =>
  client.send('POST', '/v1/heartbeats', { ...aHeartbeat(agent, version, prefixes), ...change });

/** How many requests for instructions wait at an endpoint. */
async function waitingAt({ metrics }: OpenEndpoint): Promise<number> {
  const metric = await metrics.getSingleMetric('seca_agent_requests_waiting')?.get();
  return metric?.values[0]?.value ?? 0;
}

const payloadOf = (answer: { body: { configuration: { payload: string } } }) =>
  JSON.parse(Buffer.from(answer.body.configuration.payload, 'base64').toString()) as object;

describe('a heartbeat', () => {
  test('is kept, and makes a VM that forwards as it was told active', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    await world.publish();
    expect((await beat(client, id, 1)).status).toBe(204);
    expect(await world.agent()).toMatchObject({ id, state: 'active', acknowledgedVersion: 1 });
    expect((await world.agent())?.heartbeat).toEqual(
      expect.objectContaining({ agent: id, memoryBytes: 16_000_000 }),
    );
  });

  test('for another agent is refused and counted', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    const refused = async () =>
      (await endpoint.metrics.getSingleMetric('seca_agent_requests_refused_total')?.get())?.values.find(
        ({ labels }) => labels['status'] === 403,
      )?.value ?? 0;
    const before = await refused();
    expect((await beat(client, randomUUID(), 0)).status).toBe(403);
    expect(await refused()).toBe(before + 1);
    expect((await world.agent())?.heartbeatAt).toBeUndefined();
    expect((await beat(client, id, 0)).status).toBe(204);
  });

  test('that tells of refused configurations is counted by reason', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    const last = { at: new Date().toISOString(), reason: 'signature', detail: 'unknown key' } as const;
    await beat(client, id, 0, { refusals: { count: 2, last } });
    await beat(client, id, 0, { refusals: { count: 3, last } });
    expect(await endpoint.metrics.metrics()).toContain(
      'seca_agent_configuration_refusals_total{reason="signature"} 3',
    );
  });

  test.each([
    ['without all its parts', (whole: object) => ({ ...whole, kernel: {} })],
    ['that is no JSON', () => '{'],
    ['that is no object', () => '7'],
    ['with text that cannot be kept', (whole: object) => ({ ...whole, lastError: 'a\0b' })],
    ['with half of a character', (whole: object) => ({ ...whole, bootId: '\ud800' })],
    ['with numbers that are none', (whole: object) => ({ ...whole, uptimeSeconds: -1 })],
    [
      'with a version beyond all others',
      (whole: object) => ({
        ...whole,
        configuration: { version: 2 ** 40, sourcePrefixes: [] },
      }),
    ],
  ])('%s is refused', async (_what, spoil) => {
    const { id, client } = await registerClient(world, endpoint.port);
    const { status, type, body } = await client.send(
      'POST',
      '/v1/heartbeats',
      spoil(aHeartbeat(id, 0, prefixes)),
    );
    expect([status, type]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ title: 'Bad Request', status: 400 });
    expect((await world.agent())?.heartbeatAt).toBeUndefined();
  });

  test('beyond 64 KiB is refused, and one of that size is not', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    const text = JSON.stringify(aHeartbeat(id, 0, prefixes));
    expect((await client.send('POST', '/v1/heartbeats', text.padEnd(65_537))).status).toBe(413);
    expect((await client.send('POST', '/v1/heartbeats', text.padEnd(65_536))).status).toBe(204);
  });
});

describe('a certificate', () => {
  test.each([
    ['GET', '/v1/instructions'],
    ['POST', '/v1/heartbeats'],
    ['PUT', `/v1/commands/${randomUUID()}`],
  ])('that is unknown, revoked or not there does not open %s %s', async (method, path) => {
    const { client } = await registerClient(world, endpoint.port);
    await revokeAgents(world.dataSource.manager, world.where, new Date());
    const { options } = client;
    const strangers = [await newClientIdentity(), undefined].map(
      (identity) => new AgentClient({ ...options, identity }),
    );
    for (const each of [client, ...strangers]) {
      expect((await each.send(method, path, method === 'GET' ? undefined : {})).status).toBe(401);
    }
  });
});

describe('instructions', () => {
  test('are there at once when there is something newer', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    await world.publish();
    const answer = await client.send('GET', '/v1/instructions?after=0');
    expect(answer.status).toBe(200);
    expect(answer.body.commands).toEqual([]);
    expect(payloadOf(answer)).toMatchObject({ agent: id, version: 1, sourcePrefixes: prefixes });
  });

  test('come within a second of their being published, through another replica, too', async () => {
    const [here, there] = [await openReplica(world), await openReplica(world)];
    const first = await world.open({ domain: here.domain });
    try {
      const agent = await registerClient(world, first.port);
      for (const [index, publisher] of [here, there].entries()) {
        const asked = agent.client.send('GET', `/v1/instructions?after=${index}`);
        await expect.poll(() => waitingAt(first)).toBe(1);
        await world.publish([`10.0.${index}.0/24`], publisher.domain);
        const publishedAt = performance.now();
        const answer = await asked;
        expect(performance.now() - publishedAt).toBeLessThan(1_000);
        expect(payloadOf(answer)).toMatchObject({ version: index + 1 });
      }
    } finally {
      await first.close();
      await Promise.all([here.close(), there.close()]);
    }
  });

  test('that do not come are answered by nothing after a while', async () => {
    const fast = await world.open({ domain: { ...world.domain, clock: systemClock(50) } });
    const { client } = await registerClient(world, fast.port);
    const askedAt = performance.now();
    const { status, body } = await client.send('GET', '/v1/instructions?after=0');
    expect([status, body]).toEqual([204, undefined]);
    expect(performance.now() - askedAt).toBeGreaterThan(480);
  });

  test('whose notice was lost are found all the same', async () => {
    const deaf = { ...world.domain.jobs, listen: () => () => undefined };
    const lonely = await world.open({
      domain: { ...world.domain, jobs: deaf, clock: systemClock(10) },
    });
    const { client } = await registerClient(world, lonely.port);
    const asked = client.send('GET', '/v1/instructions?after=0');
    await expect.poll(() => waitingAt(lonely)).toBe(1);
    await world.publish();
    expect((await asked).status).toBe(200);
  });

  test('are waited for once: a second request ends the first', async () => {
    const { client } = await registerClient(world, endpoint.port);
    const first = client.send('GET', '/v1/instructions?after=0');
    await expect.poll(() => waitingAt(endpoint)).toBe(1);
    const second = client.send('GET', '/v1/instructions?after=0');
    expect((await first).status).toBe(204);
    await world.publish();
    expect((await second).status).toBe(200);
  });

  test.each(['-1', 'x', '1.5'])('after %s are refused', async (after) => {
    const { client } = await registerClient(world, endpoint.port);
    expect((await client.send('GET', `/v1/instructions?after=${after}`)).status).toBe(400);
  });
});

describe('a command', () => {
  const request = { name: 'look', arguments: { source: '10.0.1.5' } } as const;
  const result = { source: '10.0.1.5', isAllowed: true, packets: 3, bytes: 200 };

  test('goes to the agent that waits, and its answer to who asked', async () => {
    const { id, client } = await registerClient(world, endpoint.port);
    const waiting = client.send('GET', '/v1/instructions?after=0');
    await expect.poll(() => waitingAt(endpoint)).toBe(1);
    const asked = askAgent(world.domain, id, request, 20_000);
    const { body } = await waiting;
    expect(body).toEqual({ configuration: null, commands: [{ id: expect.any(String), ...request }] });
    const answer = { outcome: 'done', result, error: null };
    const path = `/v1/commands/${body.commands[0].id}`;
    expect((await client.send('PUT', path, answer)).status).toBe(204);
    expect(await asked).toEqual(answer);
    const other = { outcome: 'failed', result: null, error: 'late' };
    expect((await client.send('PUT', path, other)).status).toBe(204);
    const [row] = await world.dataSource.query('SELECT outcome FROM agent_command WHERE id = $1', [
      body.commands[0].id,
    ]);
    expect(row).toEqual({ outcome: 'done' });
  });

  test('that was handed out and not answered is handed out again', async () => {
    const domain = { ...world.domain, clock: systemClock(50) };
    const fast = await world.open({ domain });
    const { id, client } = await registerClient(world, fast.port);
    const asked = askAgent(domain, id, request, 60_000);
    const first = await client.send('GET', '/v1/instructions?after=0');
    const second = await client.send('GET', '/v1/instructions?after=0');
    expect(second.body.commands).toEqual(first.body.commands);
    const failed = { outcome: 'failed', result: null, error: 'no nft' };
    await client.send('PUT', `/v1/commands/${first.body.commands[0].id}`, failed);
    expect(await asked).toEqual(failed);
  });

  test('without an answer ends for who asked', async () => {
    const domain = { ...world.domain, clock: systemClock(1_000) };
    const { id } = await registerClient(world, endpoint.port);
    expect(await askAgent(domain, id, request, 5_000)).toBeUndefined();
  });

  test('of another agent, or of nobody, cannot be answered', async () => {
    const { client } = await registerClient(world, endpoint.port);
    const answer = { outcome: 'done', result: null, error: null };
    for (const id of [randomUUID(), 'x']) {
      expect((await client.send('PUT', `/v1/commands/${id}`, answer)).status).toBe(404);
    }
    const foreign = randomUUID();
    await world.dataSource.query(
      `INSERT INTO gateway_agent SELECT $1, gateway_uid, network_uid, NULL, identity_expires_at, NULL, NULL, now(),
         state, state_since, NULL, NULL, NULL, 0, created_at FROM gateway_agent LIMIT 1`,
      [foreign],
    );
    await world.dataSource.query(
      `INSERT INTO agent_command (id, agent_id, name, arguments, created_at) VALUES ($1, $1, 'look', '{}', now())`,
      [foreign],
    );
    expect((await client.send('PUT', `/v1/commands/${foreign}`, answer)).status).toBe(404);
  });
});

test('one agent that asks too much is put off, another is not', async () => {
  const strict = await world.open({ limits: { agentRequests: 5 } });
  const greedy = await registerClient(world, strict.port);
  const answers = await Promise.all(Array.from({ length: 8 }, () => beat(greedy.client, greedy.id, 0)));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
  const modest = await registerClient(world, strict.port);
  expect((await beat(modest.client, modest.id, 0)).status).toBe(204);
});

test('a fault of ours shows nothing of itself', async () => {
  const { id, client } = await registerClient(world, endpoint.port);
  await world.dataSource.query('ALTER TABLE gateway_configuration RENAME TO gateway_configuration_away');
  try {
    const { status, body } = await beat(client, id, 0);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('gateway_configuration');
  } finally {
    await world.dataSource.query('ALTER TABLE gateway_configuration_away RENAME TO gateway_configuration');
  }
});
