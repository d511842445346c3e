import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkConnection, listOrphans, removeOrphans, type Orphan } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let installationId: string;

beforeEach(async () => {
  world = await createWorkerWorld();
  await world.settle();
  await putPath(world.domain, world.caller);
  await world.settle();
  const [row]: { id: string }[] = await world.dataSource.query('SELECT id FROM installation');
  installationId = row?.id ?? '';
});
afterEach(() => world.close());

const orphans = (): Promise<Orphan[]> => listOrphans(world.dataSource.manager, world.connectionId);

async function makeVolume(name: string, labels: Record<string, string>): Promise<void> {
  await world.cloud.behindTheBack('POST', '/volumes', { name, size: 10, location: 'fsn1', labels });
}

async function makeOrphan(): Promise<void> {
  const labels = { 'seca.installation': installationId, 'seca.uid': 'gone', 'seca.role': 'volume' };
  await makeVolume('left', labels);
}

async function inspect(): Promise<void> {
  await checkConnection(world.domain, operator, world.connectionId);
  await world.run({ type: 'connection', uid: world.connectionId });
}

async function letAnHourPass(): Promise<void> {
  await world.dataSource.query(`UPDATE orphan SET seen_since = seen_since - interval '1 hour'`);
}

async function volumeNames(): Promise<string[]> {
  return (await world.cloud.state()).objects.volumes.map(({ name }) => name);
}

test('nothing that somebody knows is an orphan', async () => {
  await inspect();
  expect(await orphans()).toEqual([]);
});

test('what carries our label and nobody knows is listed, and stays', async () => {
  await makeOrphan();
  await makeVolume('theirs', {});
  await inspect();
  expect(await orphans()).toMatchObject([
    { objectType: 'volume', name: 'left', role: 'volume', removalAskedAt: null, fault: null },
  ]);
  await letAnHourPass();
  await inspect();
  expect(await volumeNames()).toContain('left');
});

test('it is removed when told to, after the grace period and not before, and nothing else is', async () => {
  await makeOrphan();
  await makeVolume('theirs', {});
  await inspect();
  const before = await volumeNames();
  await removeOrphans(world.domain, operator, world.connectionId);
  await world.run({ type: 'connection', uid: world.connectionId });
  expect(await volumeNames()).toEqual(before);

  await letAnHourPass();
  await inspect();
  expect(await volumeNames()).toEqual(before.filter((name) => name !== 'left'));
  expect(await orphans()).toEqual([]);
});

test('one that cannot be removed says why, and the connection stays connected', async () => {
  await makeOrphan();
  const left = (await world.cloud.state()).objects.volumes.find(({ name }) => name === 'left');
  await world.cloud.behindTheBack('POST', `/volumes/${left?.id}/actions/change_protection`, { delete: true });
  await inspect();
  await removeOrphans(world.domain, operator, world.connectionId);
  await letAnHourPass();
  await inspect();
  expect(await volumeNames()).toContain('left');
  expect((await orphans())[0]?.fault).toContain('PROVIDER_FORBIDDEN');
});

test('one that has gone by itself is forgotten', async () => {
  await makeOrphan();
  await inspect();
  const left = (await world.cloud.state()).objects.volumes.find(({ name }) => name === 'left');
  await world.cloud.behindTheBack('DELETE', `/volumes/${left?.id}`);
  await inspect();
  expect(await orphans()).toEqual([]);
});
