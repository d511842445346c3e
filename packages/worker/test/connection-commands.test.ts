import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import {
  abandonConnection,
  awaitCheck,
  bindConnection,
  checkConnection,
  createTokenCipher,
  deleteResource,
  findConnection,
  rotateToken,
  setConnectionMode,
  setDefaultConnection,
  unbindConnection,
} from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { createWorkerWorld, operator, type WorkerWorld, type WorkerWorldOptions } from './support/world.js';

let world: WorkerWorld;
afterEach(() => world.close());

async function open(options?: WorkerWorldOptions): Promise<WorkerWorld> {
  world = await createWorkerWorld(options);
  await world.settle();
  return world;
}

const unit = (): Unit => ({ type: 'connection', uid: world.connectionId });
const connection = (id = world.connectionId) => findConnection(world.dataSource.manager, id);
const BAD_TOKEN = 'revoked-long-ago';
const TOKEN_OF_ANOTHER_PROJECT = 'z'.repeat(64);

test('a bad token ends in error with its code; the right one by rotation is connected, and what waited converges', async () => {
  await open();
  const { domain, cipher, cloud, connectionId } = world;
  await rotateToken(domain, operator, cipher, connectionId, BAD_TOKEN);
  expect(await connection()).toMatchObject({ status: 'connecting', statusCode: undefined });
  await putPath(domain, world.caller);
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_UNAUTHORIZED' });
  expect((await world.get('network', 'n')).status.state).toBe('creating');

  const revised = await rotateToken(domain, operator, cipher, connectionId, cloud.token);
  await world.settle();
  expect(await awaitCheck(domain, revised, 0)).toMatchObject({
    status: 'connected',
    statusCode: undefined,
    tokenAccess: 'read-write',
    checkedRevision: revised.revision,
  });
  expect((await world.get('instance', 'vm')).status.state).toBe('active');
});

test('a token that may only read is found out before anything is tried with it', async () => {
  await open();
  await world.cloud.setToken('read-only');
  await rotateToken(world.domain, operator, world.cipher, world.connectionId, world.cloud.token);
  await world.settle();
  expect(await connection()).toMatchObject({
    status: 'error',
    statusCode: 'PROVIDER_FORBIDDEN',
    tokenAccess: 'read-only',
  });
});

test('a token that loses its right to write is found out by the first write that is refused', async () => {
  await open();
  await world.cloud.setToken('read-only');
  await put(world.domain, world.caller, 'workspace', 'w');
  await put(world.domain, world.caller, 'network', 'n');
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_FORBIDDEN' });
  await world.cloud.setToken('read-write');
  await world.run(unit());
  await world.settle();
  expect((await world.get('network', 'n')).status.state).toBe('active');
});

test('a token of another project is refused, since what is ours is not there', async () => {
  await open();
  await rotateToken(world.domain, operator, world.cipher, world.connectionId, TOKEN_OF_ANOTHER_PROJECT);
  await world.settle();
  expect(await connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_CONFLICT' });
});

test('a check of what was changed meanwhile counts for nothing', async () => {
  await open();
  const before = await connection();
  await rotateToken(world.domain, operator, world.cipher, world.connectionId, BAD_TOKEN);
  const revised = await rotateToken(
    world.domain,
    operator,
    world.cipher,
    world.connectionId,
    world.cloud.token,
  );
  expect(before?.checkedRevision).toBeLessThan(revised.revision);
  expect(await awaitCheck(world.domain, revised, 0)).toMatchObject({ status: 'connecting' });
});

test('a check counts what is not ours and leaves it alone', async () => {
  await open();
  await world.cloud.behindTheBack('POST', '/placement_groups', { name: 'theirs', type: 'spread' });
  await checkConnection(world.domain, operator, world.connectionId);
  await world.settle();
  expect(await connection()).toMatchObject({ foreignObjects: { placement_groups: 1 } });
  expect((await world.cloud.state()).objects.placement_groups).toHaveLength(2);
});

test('in mode plan nothing is written; set to live, what waited converges', async () => {
  await open({ mode: 'plan' });
  await putPath(world.domain, world.caller);
  await world.settle();
  expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  await setConnectionMode(world.domain, operator, world.connectionId, 'live');
  await world.settle();
  expect((await world.get('instance', 'vm')).status.state).toBe('active');
});

test('what is in use cannot be unbound, and all that uses it is named', async () => {
  await open();
  await put(world.domain, world.caller, 'workspace', 'w');
  await put(world.domain, world.caller, 'workspace', 'x');
  const refused = unbindConnection(world.domain, operator, world.connectionId);
  await expect(refused).rejects.toMatchObject({
    code: 'conflict',
    faults: [
      { message: 'it is used by workspace eu-central/w' },
      { message: 'it is used by workspace eu-central/x' },
    ],
  });
});

test('unbinding takes what is ours out of the project, so that it can be bound again', async () => {
  await open();
  const { domain, cipher, cloud } = world;
  await unbindConnection(domain, operator, world.connectionId);
  await world.settle();
  expect(await connection()).toBeUndefined();
  const { objects } = await cloud.state();
  expect([objects.placement_groups, objects.ssh_keys]).toEqual([[], []]);
  const again = {
    tenant: 'acme',
    name: 'again',
    provider: 'hetzner',
    endpoint: cloud.url,
    mode: 'live',
  } as const;
  const { id } = await bindConnection(domain, operator, cipher, { ...again, token: cloud.token });
  await world.settle();
  expect(await connection(id)).toMatchObject({ status: 'connected' });
});

test('an abandoned project is listed and not asked again; its resources are in error and can be deleted', async () => {
  await open();
  const { domain, caller, cloud, connectionId } = world;
  await putPath(domain, caller);
  await world.settle();
  const { objects } = await cloud.state();
  await expect(abandonConnection(domain, operator, connectionId, 'other')).rejects.toMatchObject({
    code: 'conflict',
  });
  const left = await abandonConnection(domain, operator, connectionId, 'default');
  for (const server of objects.servers) {
    expect(left).toContainEqual(
      expect.objectContaining({ objectType: 'server', objectId: String(server.id) }),
    );
  }
  expect(left).toContainEqual(expect.objectContaining({ role: 'marker' }));
  await cloud.newCalls();
  await world.settle();
  expect((await world.get('instance', 'vm')).status).toMatchObject({ state: 'error' });

  for (const [kind, name] of [
    ['instance', 'vm'],
    ['nic', 'nic'],
    ['subnet', 's'],
    ['routing-table', 'rt'],
    ['internet-gateway', 'gw'],
    ['network', 'n'],
    ['block-storage', 'boot'],
  ] as const) {
    await deleteResource(domain, caller, identityOf(kind, name));
  }
  const rest: { kind: string }[] = await world.dataSource.query(
    `SELECT kind, name FROM resource WHERE workspace = 'w'`,
  );
  expect(rest).toEqual([]);
  await deleteResource(domain, caller, identityOf('workspace', 'w'));
  await unbindConnection(domain, operator, connectionId);
  await world.settle();
  expect(await connection()).toBeUndefined();
  expect(await cloud.newCalls()).toEqual([]);
  expect((await cloud.state()).objects.servers).toHaveLength(objects.servers.length);
});

test('a workspace that waits takes the connection that is made the default', async () => {
  await open();
  const { domain, cloud } = world;
  await world.dataSource.query(`UPDATE tenant SET default_connection_id = NULL`);
  await put(domain, world.caller, 'workspace', 'w');
  await world.settle();
  expect((await world.get('workspace', 'w')).status.state).toBe('creating');
  await setDefaultConnection(domain, operator, 'acme', world.connectionId);
  await world.settle();
  expect((await world.get('workspace', 'w')).status.state).toBe('active');
  const cipher = createTokenCipher(randomBytes(32).toString('base64'));
  const taken = {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: cloud.url,
    mode: 'plan',
  } as const;
  await expect(bindConnection(domain, operator, cipher, { ...taken, token: 'x' })).rejects.toMatchObject({
    code: 'conflict',
  });
});
