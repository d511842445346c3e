import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePower, deleteResource, type Kind, type PowerAction } from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());

const remove = (kind: Kind, name: string) =>
  deleteResource(world.domain, world.caller, identityOf(kind, name));
const act = (action: PowerAction, name = 'vm') =>
  changePower(world.domain, world.caller, identityOf('instance', name), action);
const putPublicIp = (name: string, spec: object = {}, extensions?: Record<string, string>) =>
  put(world.domain, world.caller, 'public-ip', name, { spec, maps: { extensions } });
const putNic = (...publicIps: string[]) =>
  put(world.domain, world.caller, 'nic', 'nic', {
    spec: { publicIpRefs: publicIps.map((name) => ({ resource: `public-ips/${name}` })) },
  });
const status = async (name: string) => (await world.get('public-ip', name)).status;
const nicStatus = async () => (await world.get('nic', 'nic')).status;

/** A workspace, a private network without a way out, and what an instance needs. */
async function putSurroundings(): Promise<void> {
  const { domain, caller } = world;
  await put(domain, caller, 'network', 'n');
  await put(domain, caller, 'subnet', 's', { spec: { routeTableRef: { resource: '' } } });
  await put(domain, caller, 'block-storage', 'boot');
}

async function putInstance(): Promise<void> {
  await put(world.domain, world.caller, 'instance', 'vm');
}

async function primaryIps() {
  return (await world.cloud.state()).objects.primary_ips;
}

async function server() {
  const [found, ...others] = (await world.cloud.state()).objects.servers;
  expect(others).toEqual([]);
  if (!found) throw new Error('there is no server');
  return found;
}

async function removeAll(): Promise<void> {
  for (const [kind, name] of [
    ['instance', 'vm'],
    ['instance', 'vm2'],
    ['nic', 'nic'],
    ['public-ip', 'p'],
    ['public-ip', 'q'],
    ['subnet', 's'],
    ['network', 'n'],
    ['block-storage', 'boot'],
    ['block-storage', 'boot2'],
  ] as const) {
    if (await world.find(kind, name)) await remove(kind, name);
  }
  await world.settle();
  for (const { id } of await primaryIps()) await world.cloud.behindTheBack('DELETE', `/primary_ips/${id}`);
  expect(await world.cloud.leftovers()).toEqual([]);
}

beforeEach(async () => {
  await world.cloud.clearFaults();
  await removeAll();
  await put(world.domain, world.caller, 'workspace', 'w');
});

describe('a public IP by itself', () => {
  test('converges from nothing: a Primary IP of ours that outlives servers, in one call', async () => {
    await world.cloud.newCalls();
    await putPublicIp('p');
    await world.settle();
    const [primaryIp] = await primaryIps();
    const { uid } = await world.get('public-ip', 'p');
    expect(primaryIp).toMatchObject({
      assignee_id: null,
      auto_delete: false,
      location: { name: 'fsn1' },
      labels: { 'seca.uid': uid, 'seca.role': 'public-ip' },
    });
    expect(await status('p')).toMatchObject({ state: 'active', ipAddress: primaryIp?.ip });
    expect((await world.cloud.newCalls()).map(({ template }) => template)).toEqual(['/primary_ips']);
  });

  test('lies in the zone that its extension names; of an IPv6 range the first address is shown', async () => {
    await putPublicIp('p', { version: 'IPv6' }, { 'hetzner.zone': 'nbg1' });
    await world.settle();
    const [primaryIp] = await primaryIps();
    expect(primaryIp?.location.name).toBe('nbg1');
    expect(primaryIp?.ip).toMatch(/::\/64$/);
    expect((await status('p')).ipAddress).toBe(primaryIp?.ip.replace('/64', '1'));
  });

  test('a second run changes nothing and reads the Primary IP once', async () => {
    await putPublicIp('p');
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await world.unitOf('public-ip', 'p'));
    expect((await world.cloud.newCalls()).map(({ template, isWrite }) => [template, isWrite])).toEqual([
      ['/primary_ips/{id}', false],
    ]);
  });

  test('survives the loss of the reply to each call, from its creation to its end', async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      const fault = { operation: '* /primary_ips*', nth, when: 'after', effect: { type: 'cut' } };
      await world.cloud.addFault(fault);
      await putPublicIp('p');
      await world.settle();
      expect(await primaryIps()).toHaveLength(1);
      await remove('public-ip', 'p');
      await world.settle();
      expect(await primaryIps()).toEqual([]);
      await world.cloud.clearFaults();
    }
  });

  test('repairs drift: one that would go with its server is kept, one that is gone is made anew', async () => {
    await putPublicIp('p');
    await world.settle();
    const [before] = await primaryIps();
    await world.cloud.behindTheBack('PUT', `/primary_ips/${before?.id}`, { auto_delete: true });
    await world.run(await world.unitOf('public-ip', 'p'));
    expect((await primaryIps())[0]).toMatchObject({ id: before?.id, auto_delete: false });
    await world.cloud.behindTheBack('DELETE', `/primary_ips/${before?.id}`);
    await world.run(await world.unitOf('public-ip', 'p'));
    const [after] = await primaryIps();
    expect(after?.id).not.toBe(before?.id);
    expect(await status('p')).toMatchObject({ state: 'active', ipAddress: after?.ip });
    expect((await status('p')).conditions.map(({ state }) => state)).toEqual([
      'active',
      'creating',
      'pending',
    ]);
  });

  test('deletes fully, also when the Primary IP is gone already', async () => {
    for (const isGone of [false, true]) {
      await putPublicIp('p');
      await world.settle();
      const [primaryIp] = await primaryIps();
      if (isGone) await world.cloud.behindTheBack('DELETE', `/primary_ips/${primaryIp?.id}`);
      await remove('public-ip', 'p');
      await world.settle();
      expect(await world.find('public-ip', 'p')).toBeUndefined();
      expect(await primaryIps()).toEqual([]);
    }
  });
});

describe('an address that was asked for', () => {
  const setAside = async (tenant: string) => {
    const body = { name: 'operators', type: 'ipv4', location: 'fsn1', labels: { 'seca.pool': tenant } };
    await world.cloud.behindTheBack('POST', '/primary_ips', body);
    return (await primaryIps()).find(({ name }) => name === 'operators')?.ip ?? '';
  };

  test('is not promised: the status tells the fact and the message says so', async () => {
    const { spec } = await putPublicIp('p', { address: '192.0.2.77' });
    await world.settle();
    expect(spec.address).toBe('192.0.2.77');
    const { ipAddress, conditions } = await status('p');
    expect(ipAddress).toBe((await primaryIps())[0]?.ip);
    expect(conditions[0]?.message).toContain(`it is ${ipAddress}`);
  });

  test('is granted from what the operator has set aside for the tenant, and given back with his labels', async () => {
    const address = await setAside('acme');
    await putPublicIp('p', { address });
    await world.settle();
    expect((await status('p')).ipAddress).toBe(address);
    expect((await status('p')).conditions[0]).not.toHaveProperty('message');
    expect((await primaryIps())[0]?.labels).toMatchObject({ 'seca.pool': 'acme', 'seca.role': 'public-ip' });

    await putPublicIp('q', { address });
    await world.settle();
    expect((await status('q')).ipAddress).not.toBe(address);

    await remove('public-ip', 'p');
    await world.settle();
    expect(await world.find('public-ip', 'p')).toBeUndefined();
    const left = (await primaryIps()).find(({ ip }) => ip === address);
    expect(left).toMatchObject({ name: 'operators', labels: { 'seca.pool': 'acme' } });
    expect(left?.labels).not.toHaveProperty('seca.uid');
  });

  test('is not granted from what is set aside for another tenant', async () => {
    const address = await setAside('other');
    await putPublicIp('p', { address });
    await world.settle();
    expect((await status('p')).ipAddress).not.toBe(address);
  });

  test('being granted survives being cut off after each step', async () => {
    for (let nth = 1; ; nth += 1) {
      const address = await setAside('acme');
      await putPublicIp('p', { address });
      const wasCut = await runCutOff(world, await world.unitOf('public-ip', 'p'), nth);
      await world.settle();
      expect(await primaryIps()).toHaveLength(1);
      expect((await status('p')).ipAddress).toBe(address);
      expect((await primaryIps())[0]?.labels['seca.uid']).toBe((await world.get('public-ip', 'p')).uid);
      await removeAll();
      if (!wasCut) break;
    }
  });
});

describe('a public IP on a NIC', () => {
  test('is on the server before it starts for the first time, and nothing else is', async () => {
    await putSurroundings();
    await putPublicIp('p');
    await putNic('p');
    await putInstance();
    await act('start');
    await world.settle();
    const { ipAddress, attachedTo } = await status('p');
    expect(await server()).toMatchObject({
      status: 'running',
      public_net: { ipv4: { ip: ipAddress }, ipv6: null },
      private_net: [{ ip: '10.0.1.1' }],
    });
    expect(attachedTo?.resource).toBe('seca.compute/v1/tenants/acme/workspaces/w/instances/vm');
    expect((await nicStatus()).state).toBe('active');
    const calls = (await world.cloud.newCalls()).map(({ template }) => template);
    expect(calls.indexOf('/primary_ips/{id}/actions/assign')).toBeLessThan(
      calls.indexOf('/servers/{id}/actions/poweron'),
    );
  });

  test('comes to and leaves a running server with its next stop, and the NIC says so', async () => {
    await putSurroundings();
    await putPublicIp('p');
    await putNic();
    await putInstance();
    await act('start');
    await world.settle();
    await putNic('p');
    await world.settle();
    expect((await server()).public_net.ipv4).toBeNull();
    expect(await nicStatus()).toMatchObject({ state: 'updating' });
    expect((await nicStatus()).conditions[0]?.message).toBe(
      "Waiting: public IP 'p' comes with the next stop of instance 'vm'",
    );
    await act('restart');
    await world.settle();
    expect(await server()).toMatchObject({ status: 'running', public_net: { ipv4: {} } });
    expect((await nicStatus()).state).toBe('active');

    await putNic();
    await remove('public-ip', 'p');
    await world.settle();
    expect((await nicStatus()).conditions[0]?.message).toContain("goes with the next stop of instance 'vm'");
    const deleting = await status('p');
    expect(deleting.state).toBe('deleting');
    expect(deleting.conditions[0]?.message).toBe("Waiting: instance 'vm' has it until its next stop");
    await act('stop');
    await world.settle();
    expect((await server()).public_net.ipv4).toBeNull();
    expect((await nicStatus()).state).toBe('active');
    expect(await world.find('public-ip', 'p')).toBeUndefined();
    expect(await primaryIps()).toEqual([]);
  });

  test.each([false, true])(
    'outlives the instance (started: %s), and goes to the next one',
    async (isStarted) => {
      await putSurroundings();
      await putPublicIp('p');
      await putNic('p');
      await putInstance();
      if (isStarted) await act('start');
      await world.settle();
      const { ipAddress } = await status('p');
      await remove('instance', 'vm');
      await world.settle();
      expect(await world.find('instance', 'vm')).toBeUndefined();
      expect(await primaryIps()).toMatchObject([{ ip: ipAddress, assignee_id: null }]);
      expect((await status('p')).attachedTo).toBeUndefined();
      await put(world.domain, world.caller, 'block-storage', 'boot2');
      await put(world.domain, world.caller, 'instance', 'vm2', {
        spec: { bootVolume: { deviceRef: { resource: 'block-storages/boot2' } } },
      });
      await world.settle();
      expect((await status('p')).attachedTo?.resource).toContain('instances/vm2');
      expect((await world.get('instance', 'vm2')).status.state).toBe('active');
    },
  );

  test('an instance with one survives being cut off after each step', async () => {
    for (let nth = 1; ; nth += 1) {
      await putSurroundings();
      await putPublicIp('p');
      await putNic('p');
      await putInstance();
      await act('start');
      await world.run(await world.unitOf('network', 'n'));
      await world.run(await world.unitOf('public-ip', 'p'));
      const wasCut = await runCutOff(world, await world.unitOf('instance', 'vm'), nth);
      await world.settle();
      const { ipAddress, attachedTo } = await status('p');
      expect(await server()).toMatchObject({ status: 'running', public_net: { ipv4: { ip: ipAddress } } });
      expect(attachedTo).toBeDefined();
      await removeAll();
      if (!wasCut) break;
    }
  });

  test('what nobody of ours has put on a server is not taken off', async () => {
    await putSurroundings();
    await putNic();
    await putInstance();
    await world.settle();
    const body = { name: 'foreign', type: 'ipv4', assignee_type: 'server', assignee_id: (await server()).id };
    await world.cloud.behindTheBack('POST', '/primary_ips', body);
    await world.run(await world.unitOf('instance', 'vm'));
    await world.settle();
    expect((await primaryIps()).map(({ name, assignee_id }) => [name, assignee_id])).toEqual([
      ['foreign', (await server()).id],
    ]);
    await remove('instance', 'vm');
    await world.settle();
  });
});
