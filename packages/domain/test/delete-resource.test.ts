import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ConflictError, NotFoundError, PreconditionFailedError } from '../src/errors.js';
import type { Kind } from '../src/resource/kinds.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import { ResourceEntity } from '../src/resource/resource.entity.js';
import { findResource } from '../src/resource/resource.repository.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
});

const remove = (kind: Kind, name: string, version?: number): Promise<void> =>
  deleteResource(world.domain, world.caller, identityOf(kind, name), version);
const find = (kind: Kind, name: string) => findResource(world.dataSource.manager, identityOf(kind, name));

test('what the provider holds nothing for is gone at once, and its name is free', async () => {
  await putPath(world.domain, world.caller, 'gw');
  await remove('internet-gateway', 'gw');
  expect(await find('internet-gateway', 'gw')).toBeUndefined();
  expect((await put(world.domain, world.caller, 'internet-gateway', 'gw')).resourceVersion).toBe(1);
});

test('what the provider may hold something for shows deleting, and asking again changes nothing', async () => {
  await putPath(world.domain, world.caller, 'n');
  await remove('network', 'n');
  const deleting = await find('network', 'n');
  expect(deleting?.status.state).toBe('deleting');
  expect(deleting?.deletedAt).toBeInstanceOf(Date);
  expect(deleting?.resourceVersion).toBe(2);
  await remove('network', 'n');
  expect((await find('network', 'n'))?.resourceVersion).toBe(2);
});

test('a workspace that is not empty is kept, naming what is in it', async () => {
  await putPath(world.domain, world.caller, 'gw');
  await expect(remove('workspace', 'w')).rejects.toThrow(/internet-gateway 'gw'.*and 1 more/);
  await expect(remove('workspace', 'w')).rejects.toThrow(ConflictError);
});

test('what is itself deleting does not stand in the way of its workspace, which waits for it', async () => {
  await putPath(world.domain, world.caller, 'n');
  await remove('network', 'n');
  await remove('workspace', 'w');
  expect((await find('workspace', 'w'))?.status.state).toBe('deleting');
});

test('a network with route tables is kept; its last subnets go with it', async () => {
  await putPath(world.domain, world.caller, 's');
  await expect(remove('network', 'n')).rejects.toThrow("routing-table 'rt'");
  await remove('routing-table', 'rt');
  await remove('network', 'n');
  expect((await find('subnet', 's'))?.status.state).toBe('deleting');
});

test('under the spec setting a subnet keeps its network', async () => {
  await putPath(world.domain, world.caller, 's');
  await remove('routing-table', 'rt');
  const domain = {
    ...world.domain,
    settings: { compatibility: 'spec', danglingReferences: 'reject' },
  } as const;
  await expect(deleteResource(domain, world.caller, identityOf('network', 'n'))).rejects.toThrow(
    "subnet 's'",
  );
});

test('references do not keep a gateway, a route table in use or a NIC in use', async () => {
  await putPath(world.domain, world.caller);
  await remove('internet-gateway', 'gw');
  await remove('routing-table', 'rt');
  await remove('nic', 'nic');
  expect(await find('internet-gateway', 'gw')).toBeUndefined();
  expect((await find('routing-table', 'rt'))?.status.state).toBe('deleting');
  expect((await find('nic', 'nic'))?.status.state).toBe('deleting');
});

test('a block storage stays while its instance does; with the instance deleting it can go', async () => {
  await putPath(world.domain, world.caller);
  await expect(remove('block-storage', 'boot')).rejects.toThrow("instance 'vm'");
  await remove('instance', 'vm');
  await remove('block-storage', 'boot');
  expect(await find('block-storage', 'boot')).toBeUndefined();
});

test('the units that have to act on a deletion are woken', async () => {
  await putPath(world.domain, world.caller);
  const [network, instance] = [await find('network', 'n'), await find('instance', 'vm')];
  world.domain.jobs.woken.length = 0;
  await remove('internet-gateway', 'gw');
  expect(world.domain.jobs.woken).toContainEqual({ type: 'network', uid: network?.uid });
  await remove('nic', 'nic');
  expect(world.domain.jobs.woken).toContainEqual({ type: 'instance', uid: instance?.uid });
});

test('the last instance of a subnet wakes the network that has a way out for it', async () => {
  await putPath(world.domain, world.caller);
  const network = await find('network', 'n');
  world.domain.jobs.woken.length = 0;
  await remove('instance', 'vm');
  expect(world.domain.jobs.woken).toContainEqual({ type: 'network', uid: network?.uid });
});

test('an unknown resource and another version are refused', async () => {
  await putPath(world.domain, world.caller, 'gw');
  await expect(remove('internet-gateway', 'none')).rejects.toThrow(NotFoundError);
  await expect(remove('internet-gateway', 'gw', 7)).rejects.toThrow(PreconditionFailedError);
  await remove('internet-gateway', 'gw', 1);
  expect(await find('internet-gateway', 'gw')).toBeUndefined();
});

test('creating in a workspace while it is being deleted never leaves anything behind', async () => {
  const { domain, caller } = world;
  for (let round = 0; round < 10; round += 1) {
    await put(domain, caller, 'workspace', 'w');
    await Promise.allSettled([remove('workspace', 'w'), put(domain, caller, 'network', 'n')]);
    const [workspace, network] = [await find('workspace', 'w'), await find('network', 'n')];
    expect(network === undefined || workspace?.deletedAt === undefined).toBe(true);
    await world.dataSource.manager.deleteAll(ResourceEntity);
  }
});
