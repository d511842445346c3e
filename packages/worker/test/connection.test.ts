import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import {
  bindConnection,
  createTokenCipher,
  ensureTenantAdmin,
  findConnection,
  listRegions,
  listCatalogueItems,
} from '@seca-hetzner/domain';
import { put, putPath } from '@seca-hetzner/domain/testing';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { createWorkerWorld, operator, type WorkerWorld, type WorkerWorldOptions } from './support/world.js';

let world: WorkerWorld;
afterEach(() => world.close());

async function open(options?: WorkerWorldOptions): Promise<WorkerWorld> {
  world = await createWorkerWorld(options);
  return world;
}

const unit = (): Unit => ({ type: 'connection', uid: world.connectionId });
const connection = () => findConnection(world.dataSource.manager, world.connectionId);

test('a good token: connected, the project marked, the offers read', async () => {
  await open();
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'connected', statusCode: undefined });
  const { objects } = await world.cloud.state();
  expect(objects.placement_groups).toHaveLength(1);
  expect(objects.ssh_keys).toHaveLength(1);
  const { manager } = world.dataSource;
  const [first] = await listRegions(manager);
  expect(first).toMatchObject({ name: 'eu-central', spec: { availableZones: ['fsn1', 'nbg1', 'hel1'] } });
  const skus = (await listCatalogueItems(manager, 'instance-sku', 'eu-central')).map((sku) => sku.name);
  expect(skus).toContain('cx23');
});

test('a second run writes nothing', async () => {
  await open();
  await world.settle();
  await world.cloud.newCalls();
  await world.run(unit());
  const calls = await world.cloud.newCalls();
  expect(calls.map((call) => [call.template, call.isWrite])).toEqual([['/placement_groups', false]]);
});

test('a marker that somebody deleted is made again', async () => {
  await open();
  await world.settle();
  const [marker] = (await world.cloud.state()).objects.placement_groups;
  await world.cloud.behindTheBack('DELETE', `/placement_groups/${marker?.id}`);
  await world.run(unit());
  expect((await world.cloud.state()).objects.placement_groups).toHaveLength(1);
});

test('a dead token: error with its code, nothing is tried again, and all goes on when it is replaced', async () => {
  await open();
  await world.settle();
  await world.cloud.setToken('revoked');
  await putPath(world.domain, world.caller);
  await world.settle();
  const network = await world.get('network', 'n');
  expect(network.status.state).toBe('creating');
  expect(network.status.conditions[0]).toMatchObject({ reason: 'PROVIDER_UNAUTHORIZED' });
  expect(await connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_UNAUTHORIZED' });
  await world.cloud.newCalls();
  await world.settle();
  expect(await world.cloud.newCalls()).toEqual([]);

  await world.cloud.setToken('read-write');
  await world.run(unit());
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'connected' });
  expect((await world.get('instance', 'vm')).status.state).toBe('active');
});

test('a token that may only read: writes are refused, the resource waits and says why', async () => {
  await open();
  await world.settle();
  await world.cloud.setToken('read-only');
  await put(world.domain, world.caller, 'workspace', 'w');
  await put(world.domain, world.caller, 'network', 'n');
  await world.settle();
  expect((await world.get('network', 'n')).status.conditions[0]).toMatchObject({
    reason: 'PROVIDER_FORBIDDEN',
  });
});

test('in plan mode no write leaves; what waits says so', async () => {
  await open({ mode: 'plan' });
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'connected' });
  await putPath(world.domain, world.caller);
  await world.settle();
  expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  const { status } = await world.get('network', 'n');
  expect(status).toMatchObject({ state: 'creating', conditions: [{ reason: 'PROVIDER_FORBIDDEN' }, {}] });
  expect(status.conditions[0]?.message).toContain('mode plan');
});

test('a project of another installation is not touched', async () => {
  await open();
  const labels = { 'seca.installation': 'another', 'seca.role': 'marker', 'seca.uid': 'x' };
  await world.cloud.behindTheBack('POST', '/placement_groups', { name: 'theirs', type: 'spread', labels });
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_CONFLICT' });
  expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
});

test('the sweep finds what changed behind our back, and its unit puts it right', async () => {
  await open();
  await world.settle();
  await putPath(world.domain, world.caller);
  await world.settle();
  const { objects } = await world.cloud.state();
  const vm = objects.servers.find((server) => server.labels['seca.role'] === 'nat-vm');
  await world.cloud.behindTheBack('POST', `/servers/${vm?.id}/actions/poweroff`);
  await world.dataSource.query('UPDATE provider_connection SET swept_at = NULL');
  await world.run(unit());
  await world.settle();
  const after = await world.cloud.state();
  expect(after.objects.servers.find((server) => server.id === vm?.id)?.status).toBe('running');
});

test('a sweep that finds nothing wakes nobody', async () => {
  await open();
  await world.settle();
  await putPath(world.domain, world.caller);
  await world.settle();
  await world.dataSource.query('UPDATE provider_connection SET swept_at = NULL');
  await world.run(unit());
  await world.settle();
  const settledAgain: { n: string }[] = await world.dataSource.query(
    `SELECT count(*) AS n FROM resource WHERE due_at IS NOT NULL`,
  );
  expect(settledAgain[0]?.n).toBe('0');
});

test('a workspace without a connection waits and says so, and gets the one that is bound later', async () => {
  await open();
  await world.settle();
  const { domain, caller } = world;
  const other = { ...caller, tenants: ['acme', 'late'] };
  await world.dataSource.query(`INSERT INTO tenant (name, created_at) VALUES ('late', now())`);
  await ensureTenantAdmin(domain, operator, 'late', caller.subject);
  const identity = { tenant: 'late' };
  await put(domain, other, 'workspace', 'w', { identity });
  await put(domain, other, 'network', 'n', { identity });
  await world.settle();
  const states = () =>
    world.dataSource.query(
      `SELECT kind, status FROM resource WHERE tenant = 'late' AND region <> '' ORDER BY kind`,
    );
  const waiting = (await states()) as { status: { state: string; conditions: { message?: string }[] } }[];
  expect(waiting.map((row) => row.status.state)).toEqual(['creating', 'creating']);
  expect(waiting[1]?.status.conditions[0]?.message).toContain('an operator has to bind one');

  const second = await createWorkerWorld();
  const cipher = createTokenCipher(randomBytes(32).toString('base64'));
  const request = {
    tenant: 'late',
    name: 'x',
    provider: 'hetzner',
    endpoint: second.cloud.url,
    mode: 'live',
  } as const;
  await bindConnection(domain, operator, cipher, { ...request, token: second.cloud.token });
  await second.close();
  const [workspace]: { due_at: Date | null }[] = await world.dataSource.query(
    `SELECT due_at FROM resource WHERE tenant = 'late' AND kind = 'workspace'`,
  );
  expect(workspace?.due_at).not.toBeNull();
});
