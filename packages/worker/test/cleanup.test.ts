import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConnection } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { cleanUp } from '../src/clean-up.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let said: string[];

beforeEach(async () => {
  said = [];
  world = await createWorkerWorld();
  await world.settle();
  await putPath(world.domain, world.caller);
  await world.settle();
  await world.cloud.behindTheBack('POST', '/volumes', { name: 'theirs', size: 10, location: 'fsn1' });
});
afterEach(() => world.close());

const run = (isConfirmed: boolean): Promise<boolean> =>
  cleanUp({
    domain: world.domain,
    cipher: world.cipher,
    connectionId: world.connectionId,
    isConfirmed,
    userAgent: 'test',
    say: (line) => said.push(line),
  });

test('unconfirmed it lists everything of ours and writes nothing', async () => {
  await world.cloud.newCalls();
  expect(await run(false)).toBe(false);
  expect(said.filter((line) => line.startsWith('server '))).toHaveLength(2);
  expect(said.some((line) => line.includes('theirs'))).toBe(false);
  expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
});

test('confirmed it removes all of it, leaves what is not ours, and no worker makes it anew', async () => {
  expect(await run(true)).toBe(true);
  expect(said.at(-1)).toBe('0 left');
  const { counts } = await world.cloud.state();
  const there = Object.entries(counts).filter(([, count]) => count > 0);
  expect(there).toContainEqual(['volumes', 1]);
  expect(await findConnection(world.dataSource.manager, world.connectionId)).toMatchObject({ mode: 'plan' });
  await world.cloud.newCalls();
  await world.settle();
  expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  expect(await run(false)).toBe(true);
});

test('what cannot be removed is named, and the answer is no', async () => {
  const vm = (await world.cloud.state()).objects.servers.find(({ name }) => name.startsWith('i-'));
  const protection = { delete: true, rebuild: true };
  await world.cloud.behindTheBack('POST', `/servers/${vm?.id}/actions/change_protection`, protection);
  expect(await run(true)).toBe(false);
  expect(said).toContain(`left: server ${vm?.id} ${vm?.name}`);
});
