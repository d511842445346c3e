import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { put } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { storageOf, type Storage } from './support/storage.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let storage: Storage;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
  storage = storageOf(world);
});
afterAll(() => world.close());
beforeEach(() => storage.removeAll());

const putImage = (name = 'img', spec: object = {}) =>
  put(world.domain, world.caller, 'image', name, { spec });
const images = async () => (await world.cloud.state()).objects.images;
const message = async () => (await world.get('image', 'img')).status.conditions[0]?.message;

/** A boot volume that an instance has written to. */
async function putWritten(): Promise<void> {
  await storage.putBase();
  await storage.putInstance('vm');
  await storage.act('vm', 'start');
  await world.settle();
}

describe('an image of a boot volume', () => {
  test('converges from nothing: one snapshot that carries our labels, and its size', async () => {
    await putWritten();
    const { uid } = await putImage();
    await world.settle();
    const { status } = await world.get('image', 'img');
    expect(status).toMatchObject({ state: 'active', content: 'copy', sizeMB: 1229 });
    expect(status.conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
    expect(await images()).toMatchObject([
      { status: 'available', labels: { 'seca.uid': uid, 'seca.role': 'image' } },
    ]);
  });

  test('a second run changes nothing and reads the snapshot once', async () => {
    await putWritten();
    await putImage();
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await storage.unit('image', 'img'));
    expect((await world.cloud.newCalls()).map((call) => [call.template, call.isWrite])).toEqual([
      ['/images/{id}', false],
    ]);
  });

  test('survives being cut off after each step and losing the reply to each call, with one snapshot', async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      await putWritten();
      await putImage();
      await runCutOff(world, await storage.unit('image', 'img'), nth);
      await world.settle();
      expect(await images()).toHaveLength(1);
      await storage.removeAll();
    }
    for (const operation of ['* /servers/*/actions/create_image', '* /images*']) {
      await putWritten();
      await world.cloud.addFault({ operation, nth: 1, when: 'after', effect: { type: 'cut' } });
      await putImage();
      await world.settle();
      expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'copy' });
      expect(await images()).toHaveLength(1);
      await storage.removeAll();
    }
  });

  test('says that it is lost when its snapshot is deleted behind our back', async () => {
    await putWritten();
    await putImage();
    await world.settle();
    const [snapshot] = await images();
    await world.cloud.behindTheBack('DELETE', `/images/${snapshot?.id}`);
    await world.run(await storage.unit('image', 'img'));
    expect((await world.get('image', 'img')).status.state).toBe('error');
    expect(await message()).toContain('is gone');
    expect(await images()).toEqual([]);
  });

  test('is deleted with its snapshot, also when that is gone already', async () => {
    for (const isGone of [false, true]) {
      await putWritten();
      await putImage();
      await world.settle();
      const [snapshot] = await images();
      if (isGone) await world.cloud.behindTheBack('DELETE', `/images/${snapshot?.id}`);
      await storage.remove('image', 'img');
      await world.settle();
      expect(await world.find('image', 'img')).toBeUndefined();
      expect(await images()).toEqual([]);
      await storage.removeAll();
    }
  });

  test('takes the disk that a deleted instance has left', async () => {
    await putWritten();
    await storage.remove('instance', 'vm');
    await world.settle();
    await putImage();
    await world.settle();
    expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'copy' });
  });

  test('outlives its block storage', async () => {
    await putWritten();
    await putImage();
    await world.settle();
    await storage.remove('instance', 'vm');
    await storage.remove('block-storage', 'boot');
    await world.settle();
    await world.run(await storage.unit('image', 'img'));
    expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'copy' });
    expect(await images()).toHaveLength(1);
  });

  test('for another architecture than the disk has is an error that says so', async () => {
    await putWritten();
    await putImage('img', { cpuArchitecture: 'arm64' });
    await world.settle();
    expect((await world.get('image', 'img')).status.state).toBe('error');
    expect(await message()).toContain('holds a disk for amd64, not arm64');
    await putImage('img', { cpuArchitecture: 'amd64' });
    await world.settle();
    expect((await world.get('image', 'img')).status.state).toBe('active');
  });
});

describe('an image of a volume that was never written', () => {
  test('is active and empty, without a call to Hetzner', async () => {
    await storage.putBase();
    await world.settle();
    await world.cloud.newCalls();
    await putImage();
    await world.settle();
    expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'empty' });
    expect(await message()).toContain('stands for the default image');
    expect((await world.cloud.newCalls()).filter(({ template }) => template.includes('image'))).toEqual([]);
  });

  test('stays empty when the volume is written to later', async () => {
    await storage.putBase();
    await putImage();
    await world.settle();
    await storage.putInstance('vm');
    await storage.act('vm', 'start');
    await world.settle();
    await world.run(await storage.unit('image', 'img'));
    expect((await world.get('image', 'img')).status.content).toBe('empty');
    expect(await images()).toEqual([]);
  });

  test('boots the default image', async () => {
    await storage.putBase();
    await putImage();
    await storage.putVolume('copy', { sourceImageRef: { resource: 'images/img' } });
    await storage.putInstance('vm', 'copy');
    await world.settle();
    expect((await storage.serverOf('vm')).image).toMatchObject({ type: 'system' });
  });
});

describe('a clone', () => {
  test('boot volume, image, second volume: its instance gets a server made from the snapshot', async () => {
    await putWritten();
    await putImage();
    await storage.putVolume('copy', { sourceImageRef: { resource: 'images/img' } });
    await storage.putInstance('clone', 'copy', { zone: 'nbg1' });
    await storage.act('clone', 'start');
    await world.settle();
    const [snapshot] = await images();
    const [first, second] = [await storage.serverOf('vm'), await storage.serverOf('clone')];
    expect(second).toMatchObject({ status: 'running', image: { id: snapshot?.id, type: 'snapshot' } });
    expect(second.id).not.toBe(first.id);
    expect(second.location.name).toBe('nbg1');
    expect((await world.get('instance', 'clone')).status.state).toBe('active');
  });

  test('an image stays until the block storage that is made of it has been booted', async () => {
    await putWritten();
    await putImage();
    await storage.putVolume('copy', { sourceImageRef: { resource: 'images/img' } });
    await world.settle();
    await storage.remove('image', 'img');
    await world.settle();
    expect(await message()).toContain("block storage 'copy' is made of it and has not been booted yet");
    await storage.putInstance('clone', 'copy');
    await storage.act('clone', 'start');
    await world.settle();
    // It looks again after a while, which may have passed or not.
    await world.dataSource.query(`UPDATE resource SET due_at = clock_timestamp() WHERE kind = 'image'`);
    await world.settle();
    expect(await world.find('image', 'img')).toBeUndefined();
    expect(await images()).toEqual([]);
    expect((await storage.serverOf('clone')).status).toBe('running');
  });
});

describe('an image without a source', () => {
  test('is refused, or active and saying so, as the setting wants', async () => {
    await storage.putBase();
    const spec = { blockStorageRef: { resource: 'workspaces/w/block-storages/later' } };
    await expect(putImage('img', spec)).rejects.toThrow("there is no block-storage 'later'");
    const { settings } = world.domain;
    settings.danglingReferences = 'accept';
    try {
      await putImage('img', spec);
    } finally {
      settings.danglingReferences = 'reject';
    }
    await world.settle();
    expect((await world.get('image', 'img')).status.state).toBe('active');
    expect(await message()).toContain('the image holds nothing yet');
    await storage.putVolume('later');
    await world.settle();
    expect((await world.get('image', 'img')).status).toMatchObject({ state: 'active', content: 'empty' });
  });
});
