import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { revokeAgents } from '@seca-hetzner/domain';
import {
  AgentClient,
  createAgentWorld,
  newClientIdentity,
  type AgentWorld,
  type ClientIdentity,
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

function client(identity: ClientIdentity | undefined, port = endpoint.port): AgentClient {
  return new AgentClient({ port, ca: world.caCertificate, identity });
}

const register = (who: AgentClient, agent: string, identity: string) =>
  who.send('POST', '/v1/registrations', { agent, identity });

const count = async (outcome: string): Promise<number> => {
  const metric = await endpoint.metrics.getSingleMetric('seca_agent_registrations_total')?.get();
  return metric?.values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
};

test('of fifty that register at once with one identity, each with a key of its own, one wins', async () => {
  const { agentId, identity } = await world.issue();
  const keys = await Promise.all(Array.from({ length: 50 }, () => newClientIdentity()));
  const before = await count('won');
  const answers = await Promise.all(keys.map((key) => register(client(key), agentId, identity)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 401)).toHaveLength(49);
  expect(await count('won')).toBe(before + 1);
  const winner = keys[statuses.indexOf(201)];
  const loser = keys[statuses.indexOf(401)];
  expect((await client(winner).send('GET', '/v1/unknown')).status).toBe(404);
  expect((await client(loser).send('GET', '/v1/unknown')).status).toBe(401);
});

test('the answer has the newest configuration and how often to be heard of', async () => {
  const { agentId, identity } = await world.issue();
  const key = await newClientIdentity();
  const first = await register(client(key), agentId, identity);
  expect(first.body).toEqual({ instructions: { configuration: null, commands: [] }, heartbeatSeconds: 10 });
  await world.publish();
  const { body } = await register(client(key), agentId, identity);
  expect(JSON.parse(Buffer.from(body.instructions.configuration.payload, 'base64').toString())).toMatchObject(
    {
      agent: agentId,
      version: 1,
    },
  );
});

test('who has won may ask again, as its answer may have been lost; nobody else may', async () => {
  const { agentId, identity } = await world.issue();
  const [winner, other] = [await newClientIdentity(), await newClientIdentity()];
  expect((await register(client(winner), agentId, identity)).status).toBe(201);
  expect((await register(client(winner), agentId, identity)).status).toBe(201);
  expect((await register(client(other), agentId, identity)).status).toBe(401);
});

test('a forged, a used, an expired, a revoked and a borrowed identity are refused alike', async () => {
  const revoked = await world.issue();
  await revokeAgents(world.dataSource.manager, world.where, new Date());
  const expired = await world.issue(new Date(Date.now() - 3_600_001));
  const refused = [
    await register(client(await newClientIdentity()), expired.agentId, expired.identity),
    await register(client(await newClientIdentity()), revoked.agentId, revoked.identity),
  ];
  const living = await world.issue();
  const key = await newClientIdentity();
  refused.push(
    await register(client(key), living.agentId, 'A'.repeat(43)),
    await register(client(key), living.agentId, expired.identity),
    await register(client(key), '00000000-0000-4000-8000-000000000000', living.identity),
  );
  expect((await register(client(key), living.agentId, living.identity)).status).toBe(201);
  refused.push(await register(client(await newClientIdentity()), living.agentId, living.identity));
  for (const { status, type, body } of refused) {
    expect([status, type]).toEqual([401, 'application/problem+json; charset=utf-8']);
    expect(body).toEqual(refused[0]?.body);
  }
  expect(refused[0]?.body).toEqual({
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'this identity is not valid, or not any more',
  });
  for (const { identity } of [revoked, expired, living]) expect(world.logged()).not.toContain(identity);
});

test('without a client certificate nobody registers', async () => {
  const { agentId, identity } = await world.issue();
  expect((await register(client(undefined), agentId, identity)).status).toBe(400);
  expect((await register(client(await newClientIdentity()), agentId, identity)).status).toBe(201);
});

test('what is no registration is refused with the place of each fault, and does not use the identity up', async () => {
  const { agentId, identity } = await world.issue();
  const key = await newClientIdentity();
  const { status, body } = await client(key).send('POST', '/v1/registrations', { agent: 7 });
  expect(status).toBe(400);
  expect(body.detail).toMatch(/\/agent: .*; \/identity: /);
  expect((await register(client(key), agentId, identity)).status).toBe(201);
});

test('an agent that trusts another authority, or expects another host, does not talk to us', async () => {
  const { agentId, identity } = await world.issue();
  const key = await newClientIdentity();
  const stranger = new AgentClient({
    port: endpoint.port,
    ca: (await newClientIdentity()).cert,
    identity: key,
  });
  await expect(register(stranger, agentId, identity)).rejects.toThrow(/certificate/);
  const elsewhere = await world.open({ publicUrl: 'https://agents.example.test' });
  await expect(register(client(key, elsewhere.port), agentId, identity)).rejects.toThrow(/altnames/);
  expect((await register(client(key), agentId, identity)).status).toBe(201);
});
