import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

const volumes = async () => (await world.cloud.state()).objects.volumes;
const statusOf = async (name: string) => (await world.get('block-storage', name)).status;

async function putAttached(): Promise<void> {
  await storage.putBase();
  await storage.putVolume('data');
  await storage.putInstance('vm', 'boot', storage.data('data'));
}

describe('a data volume', () => {
  test('is nothing at Hetzner before an instance has it', async () => {
    await storage.putBase();
    await storage.putVolume('data');
    await world.settle();
    expect(await volumes()).toEqual([]);
    const status = await statusOf('data');
    expect(status).toMatchObject({ state: 'active', sizeGB: 20 });
    expect(status.conditions[0]?.message).toBe('It takes its place when an instance first uses it');
  });

  test('converges from nothing: made in the zone of the instance and attached before it starts', async () => {
    await putAttached();
    await storage.act('vm', 'start');
    await world.settle();
    const server = await storage.serverOf('vm');
    expect(await volumes()).toMatchObject([{ size: 20, server: server.id, location: { name: 'fsn1' } }]);
    expect(server).toMatchObject({ status: 'running' });
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    const { attachedTo } = await statusOf('data');
    expect(attachedTo?.resource).toMatch(/instances\/vm$/);
    const calls = (await world.cloud.newCalls()).filter((call) => call.isWrite).map((call) => call.template);
    expect(calls.indexOf('/volumes/{id}/actions/attach')).toBeLessThan(
      calls.indexOf('/servers/{id}/actions/poweron'),
    );
  });

  test('a second run of volume and instance changes nothing and reads each once', async () => {
    await putAttached();
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await storage.unit('block-storage', 'data'));
    await world.run(await storage.unit('instance', 'vm'));
    expect((await world.cloud.newCalls()).map((call) => [call.template, call.isWrite])).toEqual([
      ['/volumes/{id}', false],
      ['/servers/{id}', false],
    ]);
  });

  test('survives being cut off after each step of instance and volume, with one volume', async () => {
    for (const kind of ['block-storage', 'instance'] as const) {
      for (let nth = 1; ; nth += 1) {
        await putAttached();
        if (kind === 'instance') await world.run(await storage.unit('block-storage', 'data'));
        await world.run(await storage.unit('workspace', 'w'));
        const unit = await storage.unit(kind, kind === 'instance' ? 'vm' : 'data');
        const wasCut = await runCutOff(world, unit, nth);
        await world.settle();
        expect(await volumes()).toMatchObject([{ server: (await storage.serverOf('vm')).id }]);
        await storage.removeAll();
        if (!wasCut) break;
      }
    }
  });

  test('survives the loss of the reply to each of its calls, from its creation to its end', async () => {
    for (let nth = 1; nth <= 6; nth += 1) {
      await storage.putBase();
      await storage.putVolume('data');
      await world.cloud.addFault({ operation: '* /volumes*', nth, when: 'after', effect: { type: 'cut' } });
      await storage.putInstance('vm', 'boot', storage.data('data'));
      await world.settle();
      expect(await volumes()).toMatchObject([{ server: (await storage.serverOf('vm')).id }]);
      await storage.putInstance('vm');
      await world.settle();
      expect(await volumes()).toMatchObject([{ server: null }]);
      await storage.removeAll();
    }
  });

  test.each([
    ['is so', 'after', 1],
    ['is not so', 'before', 2],
  ] as const)(
    'is attached in the end when Hetzner says that it is already, which %s',
    async (_, when, count) => {
      const operation = 'POST /volumes/{id}/actions/attach';
      const effect = { type: 'error', code: 'volume_already_attached', status: 422 };
      await world.cloud.addFault({ operation, when, effect });
      await world.cloud.newCalls();
      await putAttached();
      await world.settle();
      expect(await volumes()).toMatchObject([{ server: (await storage.serverOf('vm')).id }]);
      const { status } = await world.get('instance', 'vm');
      expect(status.conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
      const calls = await world.cloud.newCalls();
      expect(calls.filter(({ template }) => template === '/volumes/{id}/actions/attach')).toHaveLength(count);
    },
  );

  test('is attached again when it was detached behind our back', async () => {
    await putAttached();
    await world.settle();
    const [volume] = await volumes();
    await world.cloud.behindTheBack('POST', `/volumes/${volume?.id}/actions/detach`);
    await world.run(await storage.unit('instance', 'vm'));
    expect(await volumes()).toMatchObject([{ server: (await storage.serverOf('vm')).id }]);
  });

  test('is made anew when it was deleted behind our back', async () => {
    await storage.putBase();
    await storage.putVolume('data', {}, { 'hetzner.zone': 'nbg1' });
    await world.settle();
    const [volume] = await volumes();
    expect(volume).toMatchObject({ location: { name: 'nbg1' }, server: null });
    await world.cloud.behindTheBack('DELETE', `/volumes/${volume?.id}`);
    await world.run(await storage.unit('block-storage', 'data'));
    expect(await volumes()).toHaveLength(1);
  });

  test('grows while it is attached, and says the new size once it has it', async () => {
    await putAttached();
    await storage.act('vm', 'start');
    await world.settle();
    const { status } = await storage.putVolume('data', { sizeGB: 30 });
    expect(status).toMatchObject({ state: 'updating', sizeGB: 20 });
    await world.settle();
    expect(await volumes()).toMatchObject([{ size: 30 }]);
    expect(await statusOf('data')).toMatchObject({ state: 'active', sizeGB: 30 });
  });

  test('is detached by a PUT without it, and keeps what it holds for another instance', async () => {
    await putAttached();
    await storage.act('vm', 'start');
    await world.settle();
    const [before] = await volumes();
    await storage.putInstance('vm');
    await world.settle();
    expect((await statusOf('data')).attachedTo).toBeUndefined();
    expect(await volumes()).toMatchObject([{ id: before?.id, server: null }]);
    await storage.putVolume('boot2');
    const elsewhere = storage.putInstance('vm2', 'boot2', { ...storage.data('data'), zone: 'nbg1' });
    await expect(elsewhere).rejects.toThrow("lies in location 'fsn1', the instance in zone 'nbg1'");
    await storage.putInstance('vm2', 'boot2', storage.data('data'));
    await world.settle();
    expect(await volumes()).toMatchObject([{ id: before?.id, server: (await storage.serverOf('vm2')).id }]);
  });

  test('is kept when its instance goes, and deleted with the block storage, also when it is gone already', async () => {
    for (const isGone of [false, true]) {
      await putAttached();
      await storage.act('vm', 'start');
      await world.settle();
      await storage.remove('instance', 'vm');
      await world.settle();
      const [kept] = await volumes();
      expect(kept).toMatchObject({ server: null });
      if (isGone) await world.cloud.behindTheBack('DELETE', `/volumes/${kept?.id}`);
      await storage.remove('block-storage', 'data');
      await world.settle();
      expect(await world.find('block-storage', 'data')).toBeUndefined();
      expect(await volumes()).toEqual([]);
      await storage.removeAll();
    }
  });

  test('that is deleted right after the instance let go of it goes once it is detached', async () => {
    await putAttached();
    await world.settle();
    await storage.putInstance('vm');
    await storage.remove('block-storage', 'data');
    await world.settle();
    expect(await world.find('block-storage', 'data')).toBeUndefined();
    expect(await volumes()).toEqual([]);
  });

  test('of two instances goes to the earlier one; the later one waits, and gets it when it is free', async () => {
    await putAttached();
    await storage.putVolume('boot2');
    await storage.putInstance('vm2', 'boot2', storage.data('data'));
    await world.settle();
    const waiting = (await world.get('instance', 'vm2')).status;
    expect(waiting.state).toBe('pending');
    expect(waiting.conditions[0]?.message).toMatch(/block storage 'data' is in use by .*instances\/vm$/);
    await storage.putInstance('vm');
    await world.settle();
    expect((await world.get('instance', 'vm2')).status.state).toBe('active');
    expect(await volumes()).toMatchObject([{ server: (await storage.serverOf('vm2')).id }]);
  });

  test('of two instances is refused where the written rules hold', async () => {
    await putAttached();
    await storage.putVolume('boot2');
    const { settings } = world.domain;
    settings.compatibility = 'spec';
    try {
      const second = storage.putInstance('vm2', 'boot2', storage.data('data'));
      await expect(second).rejects.toThrow("block storage 'data' is in use by");
    } finally {
      settings.compatibility = 'suite';
    }
  });

  test('an instance that takes a second one while it runs waits for it in updating', async () => {
    await putAttached();
    await storage.act('vm', 'start');
    await world.settle();
    await storage.putVolume('more');
    await storage.putInstance('vm', 'boot', storage.data('data', 'more'));
    expect((await world.get('instance', 'vm')).status.state).toBe('updating');
    await world.settle();
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    const { id, volumes: attached } = await storage.serverOf('vm');
    expect(attached).toHaveLength(2);
    expect((await volumes()).map(({ server }) => server)).toEqual([id, id]);
  });
});
