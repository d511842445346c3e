import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bindConnection } from '../src/provider/bind-connection.js';
import { createTokenCipher } from '../src/provider/token-cipher.js';
import { operatePower, reconcileNow } from '../src/operation/actions.js';
import { advanceOperations, cancelOperation } from '../src/operation/advance-operations.js';
import { deleteNode, provisionNode, type NodeRequest } from '../src/operation/node.js';
import {
  findOperation,
  getOperation,
  listOperations,
  removeOldOperations,
} from '../src/operation/operation.repository.js';
import { findResource } from '../src/resource/resource.repository.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const operator = { type: 'operator', subject: 'ops', role: 'operator', source: 'admin' } as const;
const cipher = createTokenCipher(Buffer.alloc(32, 1).toString('base64'));

beforeAll(async () => {
  world = await createTestWorld();
  const connection = { name: 'default', provider: 'hetzner', endpoint: 'http://127.0.0.1:1/v1', token: 't' };
  await bindConnection(world.domain, { ...operator, role: 'admin' }, cipher, {
    ...connection,
    tenant: 'acme',
    mode: 'live',
  });
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource, operation CASCADE');
  await world.dataSource.query(`UPDATE provider_connection SET status = 'connected'`);
  await putPath(world.domain, world.caller, 's');
});

const node: NodeRequest = {
  tenant: 'acme',
  region: 'eu-central',
  workspace: 'w',
  name: 'web',
  network: 'n',
  subnet: 's',
  sku: 'cx23',
  bootSizeGb: 20,
  storageSku: 'hetzner-volume',
  sshKeys: [],
  start: true,
};

/** As a worker would settle everything. */
const settleAll = (): Promise<unknown> =>
  world.dataSource.query(
    `UPDATE resource SET observed_version = resource_version, due_at = NULL,
            status = jsonb_set(status, '{state}', '"active"')`,
  );

const stateOf = async (id: string) => (await getOperation(world.dataSource.manager, operator, id)).state;

test('a node is declared at once, and its operation ends when all of it is made', async () => {
  const { domain } = world;
  const { id, state, steps } = await provisionNode(domain, operator, node, 'key');
  expect([state, steps.map(({ name }) => name)]).toEqual([
    'accepted',
    ['block-storage web-boot', 'nic web-nic', 'instance web'],
  ]);
  const instance = await findResource(world.dataSource.manager, identityOf('instance', 'web'));
  expect([instance?.desiredPower, instance?.spec.zone]).toEqual(['on', 'fsn1']);
  await advanceOperations(domain);
  expect(await stateOf(id)).toBe('running');
  await settleAll();
  await advanceOperations(domain);
  const done = await getOperation(world.dataSource.manager, operator, id);
  expect([done.state, done.steps.every(({ doneAt }) => doneAt !== undefined)]).toEqual(['succeeded', true]);
});

test('a key asks once: the same request gives the same operation, another one is a conflict', async () => {
  const { domain } = world;
  const [first, again] = await Promise.all([
    provisionNode(domain, operator, node, 'key'),
    provisionNode(domain, operator, { ...node }, 'key'),
  ]);
  expect(again.id).toBe(first.id);
  await expect(provisionNode(domain, operator, { ...node, sku: 'cx33' }, 'key')).rejects.toThrow(
    /was used for/,
  );
  await expect(provisionNode(domain, { ...operator, subject: 'other' }, node, 'key')).rejects.toThrow(
    /already/,
  );
});

test('a node that cannot be declared leaves nothing behind, and its key free', async () => {
  const { domain } = world;
  await expect(provisionNode(domain, operator, { ...node, sku: 'no-such' }, 'key')).rejects.toThrow(
    /no-such/,
  );
  expect(await findResource(world.dataSource.manager, identityOf('nic', 'web-nic'))).toBeUndefined();
  expect((await provisionNode(domain, operator, node, 'key')).state).toBe('accepted');
});

test('a node needs a connected provider', async () => {
  await world.dataSource.query(`UPDATE provider_connection SET status = 'degraded'`);
  await expect(provisionNode(world.domain, operator, node, 'key')).rejects.toThrow(/is degraded/);
});

test('an operation fails with the class of what its resource failed for, and stays failed', async () => {
  const { id } = await provisionNode(world.domain, operator, node, 'key');
  await world.dataSource.query(
    `UPDATE resource SET status = status || '{"state": "error", "conditions":
       [{"state": "error", "at": "2026-01-01T00:00:00.000Z", "reason": "PROVIDER_CAPACITY", "message": "sold out"}]}'
      WHERE name = 'web'`,
  );
  await advanceOperations(world.domain);
  await settleAll();
  await advanceOperations(world.domain);
  const failed = await getOperation(world.dataSource.manager, operator, id);
  expect([failed.state, failed.errorClass, failed.errorMessage]).toEqual([
    'failed',
    'PROVIDER_CAPACITY',
    'instance web: sold out',
  ]);
});

test('an operation whose time is up fails, naming what is still awaited', async () => {
  const { id } = await provisionNode(world.domain, operator, node, 'key');
  await world.dataSource.query(`UPDATE operation SET deadline_at = now() - interval '1 s'`);
  await advanceOperations(world.domain);
  const { errorClass, errorMessage } = await getOperation(world.dataSource.manager, operator, id);
  expect([errorClass, errorMessage]).toEqual(['TIMED_OUT', 'instance web is still awaited']);
});

test('a cancelled operation is not followed any more, and what it declared stays', async () => {
  const { id } = await provisionNode(world.domain, operator, node, 'key');
  await cancelOperation(world.domain, operator, id);
  await settleAll();
  await advanceOperations(world.domain);
  expect(await stateOf(id)).toBe('cancelled');
  expect(await findResource(world.dataSource.manager, identityOf('instance', 'web'))).toBeDefined();
});

test('a node is deleted with its NIC and disk', async () => {
  await provisionNode(world.domain, operator, node, 'key');
  const { id, steps } = await deleteNode(world.domain, operator, node, {
    isDiskKept: false,
    idempotencyKey: undefined,
  });
  expect(steps.map(({ name }) => name)).toEqual(['instance web', 'nic web-nic', 'block-storage web-boot']);
  await world.dataSource.query('DELETE FROM resource WHERE deleted_at IS NOT NULL');
  await advanceOperations(world.domain);
  expect(await stateOf(id)).toBe('succeeded');
});

test('a power action ends when its version is settled, and a key does not act twice', async () => {
  await provisionNode(world.domain, operator, { ...node, start: false }, 'key');
  const web = identityOf('instance', 'web');
  const started = await operatePower(world.domain, operator, web, 'start', 'start');
  expect((await operatePower(world.domain, operator, web, 'start', 'start')).id).toBe(started.id);
  await expect(operatePower(world.domain, operator, web, 'start', 'other')).rejects.toThrow(/is to be on/);
  await settleAll();
  await advanceOperations(world.domain);
  expect(await stateOf(started.id)).toBe('succeeded');
});

test('a resource is looked after at once, and the operation ends with the run', async () => {
  const network = await put(world.domain, world.caller, 'network', 'n');
  await settleAll();
  const { id } = await reconcileNow(world.domain, operator, network.uid, undefined);
  await advanceOperations(world.domain);
  expect(await stateOf(id)).toBe('running');
  await world.dataSource.query('UPDATE resource SET due_at = NULL');
  await advanceOperations(world.domain);
  expect(await stateOf(id)).toBe('succeeded');
});

test('operations of a tenant are for those who may enter it', async () => {
  const { id } = await provisionNode(world.domain, operator, node, 'key');
  const { manager } = world.dataSource;
  const stranger = { ...operator, tenant: 'other' };
  expect(await findOperation(manager, stranger, id)).toBeUndefined();
  expect(await listOperations(manager, stranger, { tenant: 'acme', limit: 10 })).toEqual([]);
  expect(await listOperations(manager, operator, { limit: 10 })).toHaveLength(1);
  await expect(cancelOperation(world.domain, stranger, id)).rejects.toThrow(/no operation/);
  await expect(provisionNode(world.domain, stranger, node, 'key')).rejects.toThrow(/limited to tenant/);
});

test('an operation that ended long ago is forgotten with its key; one that is awaited never is', async () => {
  const { domain, dataSource } = world;
  const ended = await provisionNode(domain, operator, node, 'ended');
  await cancelOperation(domain, operator, ended.id);
  const awaited = await reconcileNow(
    domain,
    operator,
    (await put(domain, world.caller, 'network', 'n2')).uid,
    'open',
  );
  await dataSource.query(
    `UPDATE operation SET created_at = now() - interval '3 d', finished_at = finished_at - interval '2 d'`,
  );
  const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  expect(await removeOldOperations(dataSource.manager, daysAgo(2.5))).toBe(0);
  expect(await removeOldOperations(dataSource.manager, daysAgo(1))).toBe(1);
  const left = await listOperations(dataSource.manager, operator, { limit: 10 });
  expect(left.map(({ id }) => id)).toEqual([awaited.id]);
});
