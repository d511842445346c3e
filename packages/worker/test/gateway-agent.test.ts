import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { markSilentAgents, type Heartbeat } from '@seca-hetzner/domain';
import { put, putPath } from '@seca-hetzner/domain/testing';
import { natAgents } from './support/nat-agents.js';
import { remove, removePath } from './support/remove-path.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let agents: ReturnType<typeof natAgents>;

beforeAll(async () => {
  world = await createWorkerWorld({ agentUrl: 'https://agents.example.org:4010' });
  agents = natAgents(world);
  await world.settle();
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.cloud.clearFaults();
  await removePath(world);
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
  await putPath(world.domain, world.caller);
  await world.settle();
});

async function routes() {
  const { objects } = await world.cloud.state();
  return objects.networks[0]?.routes ?? [];
}

const natVm = () => agents.vm();
const agent = () => agents.agent();
const told = () => agents.told();
const register = () => agents.register();
const pass = (seconds: number) => agents.pass(seconds);

async function beat(change: Partial<Heartbeat['kernel']> = {}): Promise<void> {
  await agents.report('primary', change);
  await world.settle();
}

async function lookAgain(): Promise<void> {
  await world.run(await world.unitOf('network', 'n'));
  await world.settle();
}

async function routeStatus() {
  const [status] = (await world.get('routing-table', 'rt')).status.routes;
  return { state: status?.state, message: status?.conditions[0]?.message };
}

const writesOf = (calls: { template: string; isWrite: boolean }[]): string[] =>
  calls.filter(({ isWrite }) => isWrite).map(({ template }) => template);

describe('a NAT VM that reports', () => {
  test('is made with an identity of its own, and gets the route when it says that it forwards', async () => {
    const { id, url } = await told();
    expect(id).toBe((await agent()).id);
    expect(url).toBe('https://agents.example.org:4010/');
    expect(await routes()).toEqual([]);
    expect((await routeStatus()).state).toBe('pending');
    await register();
    await world.settle();
    expect(await routes()).toEqual([]);
    await beat();
    expect(await routes()).toHaveLength(1);
    expect((await routeStatus()).state).toBe('active');
  });

  test('whose rules are gone says so in the route, which stays', async () => {
    await register();
    await beat();
    await beat({ hasRules: false });
    expect(await routes()).toHaveLength(1);
    expect(await routeStatus()).toMatchObject({
      state: 'pending',
      message: expect.stringContaining('the rules are not loaded'),
    });
    await beat();
    expect((await routeStatus()).state).toBe('active');
  });

  test('is told of a further subnet without a call to Hetzner for it, and keeps its disk', async () => {
    await register();
    await beat();
    await world.cloud.newCalls();
    await put(world.domain, world.caller, 'subnet', 's2', {
      spec: { cidr: { ipv4: '10.0.2.0/24' }, routeTableRef: 'route-tables/rt', zone: 'fsn1' },
    });
    await world.settle();
    const { publishedSourcePrefixes, publishedVersion, acknowledgedVersion } = await agent();
    expect(publishedSourcePrefixes).toEqual(['10.0.1.0/24', '10.0.2.0/24']);
    expect(publishedVersion).toBe(acknowledgedVersion + 1);
    expect(writesOf(await world.cloud.newCalls())).toEqual(['/networks/{id}/actions/add_subnet']);
    await remove(world, 'subnet', 's2');
    await world.settle();
  });

  test('that falls silent is reset, then gets a new disk and with it a new agent', async () => {
    await register();
    await beat();
    const before = await agent();
    await pass(31);
    expect(await markSilentAgents(world.domain)).toBe(1);
    await pass(31);
    await world.cloud.newCalls();
    await lookAgain();
    expect(writesOf(await world.cloud.newCalls())).toEqual(['/servers/{id}/actions/reset']);
    await pass(181);
    await lookAgain();
    expect(writesOf(await world.cloud.newCalls())).toContain('/servers/{id}/actions/rebuild');
    expect((await agent()).id).not.toBe(before.id);
    expect(await routes()).toHaveLength(1);
    expect((await routeStatus()).state).toBe('pending');
    await register();
    await beat();
    expect((await routeStatus()).state).toBe('active');
    const acts: { action: string; source: string; tenant: string }[] = await world.dataSource.query(
      `SELECT action, source, tenant FROM audit_event WHERE source = 'worker' ORDER BY id`,
    );
    expect(acts).toEqual([
      { action: 'reset-nat-vm', source: 'worker', tenant: 'acme' },
      { action: 'rebuild-nat-vm', source: 'worker', tenant: 'acme' },
    ]);
  });

  test('that goes takes its agent along', async () => {
    await register();
    await beat();
    const { id } = await agent();
    const server = await natVm();
    await world.cloud.behindTheBack('DELETE', `/servers/${server.id}`);
    await lookAgain();
    expect((await natVm()).id).not.toBe(server.id);
    expect((await agent()).id).not.toBe(id);
    expect((await natVm()).public_net.ipv4?.ip).toBe(server.public_net.ipv4?.ip);
  });
});
