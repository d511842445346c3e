import { generateKeyPairSync } from 'node:crypto';
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

const connection = () => ({ type: 'connection' as const, uid: world.connectionId });
const keys = async () =>
  (await world.cloud.state()).objects.ssh_keys.filter(({ name }) => !name.startsWith('seca-'));
const groups = async () =>
  (await world.cloud.state()).objects.placement_groups.filter(({ name }) => !name.startsWith('seca-'));

/** A new key in OpenSSH format. */
function aKey(comment = ''): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const body = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(raw)]).toString('base64');
  return `ssh-ed25519 ${body} ${comment}`.trim();
}

/** What the server was asked to be made with cannot be read back, so the calls are looked at. */
async function removeUnusedKeys(): Promise<void> {
  await world.run(connection());
  await world.settle();
}

describe('the SSH keys of instances', () => {
  test('are registered once for all that name them, with our labels, and go with the last of them', async () => {
    await storage.putBase();
    await storage.putVolume('boot2');
    const key = aKey();
    await storage.putInstance('vm', 'boot', { sshKeys: [`${key} me@here`] });
    await storage.putInstance('vm2', 'boot2', { sshKeys: [key] });
    await world.settle();
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    expect((await world.get('instance', 'vm2')).status.state).toBe('active');
    expect(await keys()).toHaveLength(1);

    await storage.remove('instance', 'vm');
    await world.settle();
    await removeUnusedKeys();
    expect(await keys()).toHaveLength(1);
    await storage.remove('instance', 'vm2');
    await world.settle();
    await removeUnusedKeys();
    expect(await keys()).toEqual([]);
  });

  test('that somebody else has registered are used and never removed', async () => {
    const key = aKey();
    await world.cloud.behindTheBack('POST', '/ssh_keys', { name: 'theirs', public_key: key });
    await storage.putBase();
    await storage.putVolume('boot2');
    await storage.putInstance('vm', 'boot', { sshKeys: [key] });
    await storage.putInstance('vm2', 'boot2', { sshKeys: ['theirs'] });
    await world.settle();
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    expect((await world.get('instance', 'vm2')).status.state).toBe('active');
    await storage.removeAll();
    await removeUnusedKeys();
    const [theirs, ...others] = await keys();
    expect(theirs?.name).toBe('theirs');
    expect(others).toEqual([]);
    await world.cloud.behindTheBack('DELETE', `/ssh_keys/${theirs?.id}`);
  });

  test('a name that the project does not have is waited for, and said', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', { sshKeys: ['deploy'] });
    await world.settle();
    const { state, conditions } = (await world.get('instance', 'vm')).status;
    expect(state).not.toBe('active');
    expect(conditions[0]?.message).toContain("the Hetzner project has no SSH key 'deploy'");
    await world.cloud.behindTheBack('POST', '/ssh_keys', { name: 'deploy', public_key: aKey() });
    await world.run(connection());
    await world.settle();
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    await storage.removeAll();
    const [deploy] = await keys();
    await world.cloud.behindTheBack('DELETE', `/ssh_keys/${deploy?.id}`);
  });

  test('a second run of the connection registers nothing', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', { sshKeys: [aKey()] });
    await world.settle();
    await world.cloud.newCalls();
    await world.run(connection());
    expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  });

  test('survive being cut off after each step, and the loss of the reply to each call', async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      await storage.putBase();
      await storage.putInstance('vm', 'boot', { sshKeys: [aKey()] });
      await runCutOff(world, connection(), nth);
      await world.cloud.addFault({ operation: '* /ssh_keys*', nth, when: 'after', effect: { type: 'cut' } });
      await world.settle();
      await world.run(connection());
      await world.settle();
      expect((await world.get('instance', 'vm')).status.state).toBe('active');
      expect(await keys()).toHaveLength(1);
      await storage.removeAll();
      await removeUnusedKeys();
      await removeUnusedKeys();
      expect(await keys()).toEqual([]);
    }
  });

  test('one that was removed behind our back is registered again', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', { sshKeys: [aKey()] });
    await world.settle();
    const [key] = await keys();
    await world.cloud.behindTheBack('DELETE', `/ssh_keys/${key?.id}`);
    await world.dataSource.query('UPDATE provider_connection SET swept_at = NULL');
    await world.run(connection());
    await world.run(connection());
    expect(await keys()).toHaveLength(1);
  });
});

describe('an anti-affinity group', () => {
  const group = { antiAffinityGroup: 'web servers' };

  test('is one placement group of its servers, in whatever zone, and goes with the last of them', async () => {
    await storage.putBase();
    await storage.putVolume('boot2');
    await storage.putInstance('vm', 'boot', group);
    await storage.putInstance('vm2', 'boot2', { ...group, zone: 'nbg1' });
    await world.settle();
    const servers = [await storage.serverOf('vm'), await storage.serverOf('vm2')].map(({ id }) => id);
    const [made, ...others] = await groups();
    expect(others).toEqual([]);
    expect(new Set(made?.servers)).toEqual(new Set(servers));
    await storage.remove('instance', 'vm');
    await world.settle();
    expect(await groups()).toHaveLength(1);
    await storage.remove('instance', 'vm2');
    await world.settle();
    expect(await groups()).toEqual([]);
  });

  test('a second run changes nothing', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', group);
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await storage.unit('workspace', 'w'));
    await world.run(await storage.unit('instance', 'vm'));
    expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
  });

  test('survives being cut off after each step, and the loss of each reply', async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      await storage.putBase();
      await storage.putInstance('vm', 'boot', group);
      await runCutOff(world, await storage.unit('workspace', 'w'), nth);
      await world.cloud.addFault({
        operation: '* /placement_groups*',
        nth,
        when: 'after',
        effect: { type: 'cut' },
      });
      await world.settle();
      const { placement_group } = await storage.serverOf('vm');
      expect(await groups()).toMatchObject([{ id: placement_group?.id }]);
      await storage.removeAll();
      expect(await groups()).toEqual([]);
    }
  });

  test('is joined and left while the instance is off, and joined again after somebody took it out', async () => {
    await storage.putBase();
    await storage.putInstance('vm');
    await world.settle();
    await storage.putInstance('vm', 'boot', group);
    await world.settle();
    const { id, placement_group } = await storage.serverOf('vm');
    expect(placement_group).not.toBeNull();
    await world.cloud.behindTheBack('POST', `/servers/${id}/actions/remove_from_placement_group`);
    await world.run(await storage.unit('instance', 'vm'));
    expect((await storage.serverOf('vm')).placement_group?.id).toBe(placement_group?.id);
    await storage.putInstance('vm');
    await world.settle();
    expect((await storage.serverOf('vm')).placement_group).toBeNull();
    expect(await groups()).toEqual([]);
  });

  test('has no place for the disk that an instance has left', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', group);
    await storage.act('vm', 'start');
    await world.settle();
    await storage.remove('instance', 'vm');
    await world.settle();
    expect(await groups()).toEqual([]);
    expect((await world.cloud.state()).objects.servers).toMatchObject([{ placement_group: null }]);
  });
});

describe('an instance that is to start once it is made', () => {
  test('is active when it is on, with the states of a create', async () => {
    await storage.putBase();
    await storage.putInstance('vm', 'boot', {}, { 'start-on-create': 'true' });
    expect((await world.get('instance', 'vm')).status).toMatchObject({ state: 'pending', powerState: 'off' });
    await world.settle();
    const { status } = await world.get('instance', 'vm');
    expect(status).toMatchObject({ state: 'active', powerState: 'on' });
    expect(status.conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
    expect((await storage.serverOf('vm')).status).toBe('running');
    await expect(storage.act('vm', 'start')).rejects.toThrow('is to be on');
    await storage.act('vm', 'stop');
    await world.settle();
    await storage.putInstance('vm', 'boot', {}, { 'start-on-create': 'true' });
    await world.settle();
    expect((await storage.serverOf('vm')).status).toBe('off');
  });

  test('takes true or false and nothing else', async () => {
    await storage.putBase();
    await expect(storage.putInstance('vm', 'boot', {}, { 'start-on-create': 'yes' })).rejects.toThrow(
      "'yes' is neither true nor false",
    );
    await expect(storage.putInstance('vm', 'boot', {}, { autostart: 'true' })).rejects.toThrow('autostart');
  });
});
