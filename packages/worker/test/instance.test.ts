import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePower, deleteResource, type Kind, type PowerAction } from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());

const vm = identityOf('instance', 'vm');
const remove = (kind: Kind, name: string) =>
  deleteResource(world.domain, world.caller, identityOf(kind, name));
const act = (action: PowerAction) => changePower(world.domain, world.caller, vm, action);
const states = async () => (await world.get('instance', 'vm')).status.conditions.map((each) => each.state);

/** The path without a way out: no route, so no NAT VM. */
async function putPlainPath(): Promise<void> {
  const { domain, caller } = world;
  await put(domain, caller, 'workspace', 'w');
  await put(domain, caller, 'network', 'n');
  await put(domain, caller, 'subnet', 's', { spec: { routeTableRef: { resource: '' } } });
  await put(domain, caller, 'nic', 'nic');
  await put(domain, caller, 'block-storage', 'boot');
  await put(domain, caller, 'instance', 'vm');
}

async function removeAll(): Promise<void> {
  for (const [kind, name] of [
    ['instance', 'vm'],
    ['instance', 'vm2'],
    ['instance', 'vm3'],
    ['nic', 'nic'],
    ['subnet', 's'],
    ['routing-table', 'rt'],
    ['internet-gateway', 'gw'],
    ['network', 'n'],
    ['block-storage', 'boot'],
    ['workspace', 'w'],
  ] as const) {
    if (await world.find(kind, name)) await remove(kind, name);
  }
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
}

async function server() {
  const { objects } = await world.cloud.state();
  const [found, ...others] = objects.servers.filter((each) => each.labels['seca.role'] !== 'nat-vm');
  expect(others).toHaveLength(0);
  if (!found) throw new Error('there is no server');
  return found;
}

/** The content of a MIME part, in whichever encoding it travels. */
function bodyOf(part: string): string {
  const [headers = '', ...rest] = part.trimStart().split('\n\n');
  const body = rest.join('\n\n');
  return /transfer-encoding: base64/i.test(headers)
    ? Buffer.from(body, 'base64').toString()
    : body.replace(/\n$/, '');
}

beforeEach(async () => {
  await world.cloud.clearFaults();
  await removeAll();
});

describe('an instance with one private NIC', () => {
  test('converges from nothing: off, attached with its address, without a public interface', async () => {
    await putPlainPath();
    await world.settle();
    expect(await server()).toMatchObject({
      status: 'off',
      server_type: { name: 'cx23' },
      location: { name: 'fsn1' },
      public_net: { ipv4: null, ipv6: null },
      private_net: [{ ip: '10.0.1.1' }],
    });
    expect(await states()).toEqual(['active', 'creating', 'pending']);
    const nic = await world.get('nic', 'nic');
    expect(nic.status).toMatchObject({ state: 'active', addresses: ['10.0.1.1'] });
    expect(nic.status.macAddress).toMatch(/^86:00:00:/);
  });

  test('its user data carries the bootstrap in front of what the user gave, unchanged', async () => {
    await putPlainPath();
    const userData = '#cloud-config\npackages: [htop]\n';
    await put(world.domain, world.caller, 'instance', 'vm', { spec: { userData } });
    await world.settle();
    const sent = await world.cloud.userData((await server()).id);
    const [, bootstrap, user] = sent.split(/^--.*$/m);
    expect(bootstrap).toContain('text/cloud-boothook');
    expect(bodyOf(user ?? '')).toBe(userData);
  });

  test('its creation costs at most 3 calls beside action polls', async () => {
    await putPlainPath();
    await remove('instance', 'vm');
    await world.settle();
    await world.cloud.newCalls();
    await put(world.domain, world.caller, 'instance', 'vm');
    await world.run(await world.unitOf('instance', 'vm'));
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    const calls = (await world.cloud.newCalls()).filter((call) => call.template !== '/actions');
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  test('a second run changes nothing and reads the server once', async () => {
    await putPlainPath();
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await world.unitOf('instance', 'vm'));
    expect((await world.cloud.newCalls()).map((call) => [call.template, call.isWrite])).toEqual([
      ['/servers/{id}', false],
    ]);
  });

  test.each([
    [
      'it was started',
      async () => world.cloud.behindTheBack('POST', `/servers/${(await server()).id}/actions/poweron`),
    ],
    [
      'it was detached',
      async () => {
        const { id, private_net } = await server();
        const body = { network: private_net[0]?.network };
        await world.cloud.behindTheBack('POST', `/servers/${id}/actions/detach_from_network`, body);
      },
    ],
    ['it was deleted', async () => world.cloud.behindTheBack('DELETE', `/servers/${(await server()).id}`)],
  ])('repairs drift: %s', async (_, damage) => {
    await putPlainPath();
    await world.settle();
    await damage();
    await world.run(await world.unitOf('instance', 'vm'));
    await world.settle();
    expect(await server()).toMatchObject({ status: 'off', private_net: [{ ip: '10.0.1.1' }] });
    expect(await states()).toEqual(['active', 'creating', 'pending']);
  });

  test('survives being cut off after each step, with exactly one server', async () => {
    for (let nth = 1; ; nth += 1) {
      await putPlainPath();
      await act('start');
      await world.run(await world.unitOf('network', 'n'));
      const wasCut = await runCutOff(world, await world.unitOf('instance', 'vm'), nth);
      await world.settle();
      expect(await server()).toMatchObject({ status: 'running', private_net: [{ ip: '10.0.1.1' }] });
      await removeAll();
      if (!wasCut) break;
    }
  });

  test('survives the loss of the reply to each call, from its creation to its end', async () => {
    for (let nth = 1; nth <= 8; nth += 1) {
      await putPlainPath();
      await world.run(await world.unitOf('network', 'n'));
      await world.cloud.addFault({ operation: '* /servers*', nth, when: 'after', effect: { type: 'cut' } });
      await world.settle();
      await act('start');
      await world.settle();
      expect(await server()).toMatchObject({ status: 'running' });
      await removeAll();
      await world.cloud.clearFaults();
    }
  });

  test('an instance that never ran is deleted with its machine', async () => {
    await putPlainPath();
    await world.settle();
    await remove('instance', 'vm');
    await world.settle();
    expect(await world.find('instance', 'vm')).toBeUndefined();
    expect((await world.cloud.state()).objects.servers).toEqual([]);
    expect((await world.get('block-storage', 'boot')).status.attachedTo).toBeUndefined();
    expect((await world.get('nic', 'nic')).status.macAddress).toBeUndefined();
  });

  test('deletes fully when the machine is gone already', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    await world.cloud.behindTheBack('DELETE', `/servers/${(await server()).id}`);
    await remove('instance', 'vm');
    await world.settle();
    expect(await world.find('instance', 'vm')).toBeUndefined();
  });
});

describe('power', () => {
  test('start, restart and stop are each seen, and add two entries each', async () => {
    await putPlainPath();
    await world.settle();
    await act('start');
    expect((await states()).slice(0, 1)).toEqual(['updating']);
    await world.settle();
    expect((await world.get('instance', 'vm')).status.powerState).toBe('on');
    expect(await states()).toHaveLength(5);

    await world.cloud.newCalls();
    await act('restart');
    await world.settle();
    expect((await server()).status).toBe('running');
    const restart = (await world.cloud.newCalls())
      .filter((call) => call.isWrite)
      .map((call) => call.template);
    expect(restart).toEqual(['/servers/{id}/actions/shutdown', '/servers/{id}/actions/poweron']);
    expect(await states()).toHaveLength(7);

    await act('stop');
    await world.settle();
    expect((await server()).status).toBe('off');
    expect((await world.get('instance', 'vm')).status.powerState).toBe('off');
    expect(await states()).toEqual([
      'active',
      'updating',
      'active',
      'updating',
      'active',
      'updating',
      'active',
      'creating',
      'pending',
    ]);
  });

  test('a restart that is cut off after each step restarts once', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    for (let nth = 1; ; nth += 1) {
      await world.cloud.newCalls();
      await act('restart');
      const wasCut = await runCutOff(world, await world.unitOf('instance', 'vm'), nth);
      await world.settle();
      expect((await server()).status).toBe('running');
      const calls = (await world.cloud.newCalls()).map((call) => call.template);
      expect(calls.filter((template) => template.endsWith('/shutdown'))).toHaveLength(1);
      expect(calls.filter((template) => template.endsWith('/poweron'))).toHaveLength(1);
      if (!wasCut) break;
    }
  });

  test('a guest that does not shut down has its power cut', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    const effect = { type: 'action-without-effect' };
    await world.cloud.addFault({ operation: 'POST /servers/*/actions/shutdown', times: null, effect });
    await act('stop');
    await world.settle();
    expect((await server()).status).toBe('off');
  });

  test('a start waits for the way out, says so, and then goes on', async () => {
    await world.cloud.addFault({
      operation: 'POST /primary_ips',
      times: 1,
      effect: { type: 'error', code: 'locked' },
    });
    await putPath(world.domain, world.caller);
    await world.run(await world.unitOf('network', 'n'));
    await world.run(await world.unitOf('instance', 'vm'));
    await act('start');
    await world.run(await world.unitOf('instance', 'vm'));
    const waiting = await world.get('instance', 'vm');
    expect(waiting.status).toMatchObject({ state: 'updating', powerState: 'off' });
    expect(waiting.status.conditions[0]?.message).toMatch(
      /^Waiting: the way out: the route 0\.0\.0\.0\/0 of 'rt'/,
    );
    await world.settle();
    expect((await world.get('instance', 'vm')).status).toMatchObject({ state: 'active', powerState: 'on' });
  });
});

describe('changes before the first start', () => {
  test('another zone and another SKU take another machine', async () => {
    await putPlainPath();
    await world.settle();
    const before = await server();
    const spec = { zone: 'nbg1', skuRef: { resource: 'skus/cx33' } };
    await put(world.domain, world.caller, 'instance', 'vm', { spec });
    await world.settle();
    const after = await server();
    expect(after).toMatchObject({
      location: { name: 'nbg1' },
      server_type: { name: 'cx33' },
      private_net: [{}],
    });
    expect(after.id).not.toBe(before.id);
  });

  test('after it, both are refused', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    const change = put(world.domain, world.caller, 'instance', 'vm', { spec: { zone: 'nbg1' } });
    await expect(change).rejects.toThrow('the zone of an instance cannot be changed');
    const userData = put(world.domain, world.caller, 'instance', 'vm', { spec: { userData: '#!/bin/sh\n' } });
    await expect(userData).rejects.toThrow('user data');
  });
});

describe('the boot volume', () => {
  test('keeps the disk of an instance that ran; a new instance on it gets the same machine', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    const before = await server();
    await remove('instance', 'vm');
    await world.settle();
    expect(await world.find('instance', 'vm')).toBeUndefined();
    const kept = await server();
    expect(kept).toMatchObject({ id: before.id, status: 'off', private_net: [] });
    expect(kept.labels['seca.role']).toBe('disk');

    await put(world.domain, world.caller, 'instance', 'vm2');
    await world.settle();
    const again = await server();
    expect(again).toMatchObject({ id: before.id, private_net: [{ ip: '10.0.1.1' }] });
    expect(again.labels['seca.role']).toBe('server');
  });

  test('keeps the disk through an instance that takes it over and is deleted before it runs', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    const before = await server();
    for (const [name, next] of [
      ['vm', 'vm2'],
      ['vm2', 'vm3'],
    ] as const) {
      await remove('instance', name);
      await world.settle();
      await put(world.domain, world.caller, 'instance', next);
      await world.settle();
      expect((await server()).id).toBe(before.id);
    }
    const elsewhere = put(world.domain, world.caller, 'instance', 'vm3', { spec: { zone: 'nbg1' } });
    await expect(elsewhere).rejects.toThrow("cannot move to zone 'nbg1'");
  });

  test('takes the disk along when it is deleted', async () => {
    await putPlainPath();
    await act('start');
    await world.settle();
    await remove('instance', 'vm');
    await world.settle();
    await remove('block-storage', 'boot');
    await world.settle();
    expect(await world.find('block-storage', 'boot')).toBeUndefined();
    expect((await world.cloud.state()).objects.servers).toEqual([]);
  });

  test('handing the disk over survives being cut off after each step', async () => {
    for (let nth = 1; ; nth += 1) {
      await putPlainPath();
      await act('start');
      await world.settle();
      const unit = await world.unitOf('instance', 'vm');
      await remove('instance', 'vm');
      const wasCut = await runCutOff(world, unit, nth);
      await world.settle();
      expect(await world.find('instance', 'vm')).toBeUndefined();
      expect((await server()).labels['seca.role']).toBe('disk');
      await removeAll();
      if (!wasCut) break;
    }
  });
});

describe('an instance without any NIC', () => {
  test('is kept in a hidden network of its workspace, never with a public address', async () => {
    await putPlainPath();
    await put(world.domain, world.caller, 'instance', 'vm', { spec: { primaryNicRef: undefined } });
    await world.settle();
    const { objects } = await world.cloud.state();
    const hidden = objects.networks.find((network) => network.name.startsWith('h-'));
    expect(await server()).toMatchObject({
      public_net: { ipv4: null, ipv6: null },
      private_net: [{ network: hidden?.id }],
    });
    expect((await world.get('instance', 'vm')).status.state).toBe('active');
    await put(world.domain, world.caller, 'instance', 'vm');
    await world.settle();
    const after = await world.cloud.state();
    expect(after.objects.networks.map((network) => network.name.slice(0, 2))).toEqual(['n-']);
    expect(await server()).toMatchObject({ private_net: [{ ip: '10.0.1.1' }] });
  });
});
