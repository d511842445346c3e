import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { put } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { storageOf, type Storage } from './support/storage.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let storage: Storage;

/** In ms of the control plane's clock, which runs faster than the wall clock. */
const KEPT_MS = 10_000;

beforeAll(async () => {
  world = await createWorkerWorld({ diskSnapshotAfterMs: KEPT_MS });
  await world.settle();
  storage = storageOf(world);
});
afterAll(() => world.close());
beforeEach(() => storage.removeAll());

const objects = async () => (await world.cloud.state()).objects;

/** A boot volume whose instance has run and is gone. */
async function putLeftDisk(): Promise<void> {
  await storage.putBase();
  await storage.putInstance('vm');
  await storage.act('vm', 'start');
  await world.settle();
  await storage.remove('instance', 'vm');
  while (await world.find('instance', 'vm')) await world.runDue();
}

/** Lets the time pass for which the machine is kept. */
async function outlast(): Promise<void> {
  const { clock } = world.domain;
  await clock.sleep(KEPT_MS, new AbortController().signal);
  await world.settle();
}

describe('a boot volume whose instance is gone', () => {
  test('restore at once: the new instance gets the same machine', async () => {
    await storage.putBase();
    await storage.putInstance('vm');
    await storage.act('vm', 'start');
    await world.settle();
    const before = await storage.serverOf('vm');
    await storage.remove('instance', 'vm');
    while (await world.find('instance', 'vm')) await world.runDue();
    await storage.putInstance('vm2');
    await world.settle();
    expect((await storage.serverOf('vm2')).id).toBe(before.id);
  });

  test('becomes a snapshot after a while, and its machine goes', async () => {
    await putLeftDisk();
    await outlast();
    const { servers, images } = await objects();
    const { uid } = await world.get('block-storage', 'boot');
    expect(servers).toEqual([]);
    expect(images).toMatchObject([
      { status: 'available', labels: { 'seca.uid': uid, 'seca.role': 'disk-image' } },
    ]);
    await world.cloud.newCalls();
    await world.run(await storage.unit('block-storage', 'boot'));
    expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  });

  test('restore later: a server made from the snapshot, in another zone and with other user data', async () => {
    await putLeftDisk();
    await outlast();
    const [snapshot] = (await objects()).images;
    await storage.putInstance('vm2', 'boot', { zone: 'nbg1', userData: '#!/bin/sh\necho other\n' });
    await storage.act('vm2', 'start');
    await world.settle();
    expect(await storage.serverOf('vm2')).toMatchObject({
      status: 'running',
      image: { id: snapshot?.id },
      location: { name: 'nbg1' },
    });
    // The disk has gone on from there, so the snapshot is of no use any more.
    await world.run(await storage.unit('block-storage', 'boot'));
    expect((await objects()).images).toEqual([]);
  });

  test('the next time it is the newer disk that is kept', async () => {
    await putLeftDisk();
    await outlast();
    const [first] = (await objects()).images;
    await storage.putInstance('vm2');
    await storage.act('vm2', 'start');
    await world.settle();
    await storage.remove('instance', 'vm2');
    await world.settle();
    await outlast();
    const { servers, images } = await objects();
    expect(servers).toEqual([]);
    expect(images).toHaveLength(1);
    expect(images[0]?.id).not.toBe(first?.id);
  });

  test('survives being cut off after each step and the loss of each reply on the way to the snapshot', async () => {
    for (let nth = 1; nth <= 4; nth += 1) {
      await putLeftDisk();
      await world.domain.clock.sleep(KEPT_MS, new AbortController().signal);
      await runCutOff(world, await storage.unit('block-storage', 'boot'), nth);
      await world.settle();
      expect(await objects()).toMatchObject({ servers: [], images: [{ status: 'available' }] });
      await storage.removeAll();
    }
    for (const operation of ['POST /servers/*/actions/create_image', 'DELETE /servers/*', 'GET /images/*']) {
      await putLeftDisk();
      await world.cloud.addFault({ operation, nth: 1, when: 'after', effect: { type: 'cut' } });
      await outlast();
      expect(await objects()).toMatchObject({ servers: [], images: [{ status: 'available' }] });
      await storage.removeAll();
    }
  });

  test('takes the snapshot along when it is deleted', async () => {
    await putLeftDisk();
    await outlast();
    await storage.remove('block-storage', 'boot');
    await world.settle();
    expect(await objects()).toMatchObject({ servers: [], images: [] });
  });

  test('is not copied when it is deleted or used again before', async () => {
    await putLeftDisk();
    await storage.putInstance('vm2');
    await outlast();
    expect((await objects()).images).toEqual([]);
    await storage.remove('instance', 'vm2');
    await storage.remove('block-storage', 'boot');
    await outlast();
    expect(await objects()).toMatchObject({ servers: [], images: [] });
  });

  test('an image of it waits until an instance has the content on a disk again', async () => {
    await putLeftDisk();
    await outlast();
    await put(world.domain, world.caller, 'image', 'img');
    await world.settle();
    const waiting = (await world.get('image', 'img')).status;
    expect(waiting.state).not.toBe('active');
    expect(waiting.conditions[0]?.message).toContain('can be copied once an instance uses it');
    await storage.putInstance('vm2');
    await world.settle();
    await world.run(await storage.unit('image', 'img'));
    expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'copy' });
  });
});
