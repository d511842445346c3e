import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  changePower,
  findUnitBindings,
  setWorkspaceSettings,
  type OwnWorkspaceSettings,
} from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { remove, removePath } from './support/remove-path.js';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());
beforeEach(async () => {
  await removePath(world);
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
});

async function set(settings: OwnWorkspaceSettings): Promise<void> {
  await setWorkspaceSettings(world.domain, operator, identityOf('workspace', 'w'), settings);
  await world.settle();
}

async function there() {
  const { objects } = await world.cloud.state();
  return {
    vm: objects.servers.find((server) => server.labels['seca.role'] === 'nat-vm'),
    primaryIps: objects.primary_ips,
    network: objects.networks[0]!,
  };
}

async function routeStatus() {
  const [status] = (await world.get('routing-table', 'rt')).status.routes;
  return { state: status?.state, reason: status?.conditions[0]?.reason };
}

async function writes(): Promise<string[]> {
  return (await world.cloud.newCalls()).filter(({ isWrite }) => isWrite).map(({ template }) => template);
}

describe('NAT_GATEWAY', () => {
  test('off: the route goes before the VM and is pending with the reason, a start does not wait for it', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await world.cloud.newCalls();
    await set({ natGateway: 'off' });
    expect(await there()).toMatchObject({ vm: undefined, primaryIps: [], network: { routes: [] } });
    expect(await writes()).toEqual([
      '/networks/{id}/actions/delete_route',
      '/servers/{id}',
      '/primary_ips/{id}',
    ]);
    expect(await routeStatus()).toEqual({ state: 'pending', reason: 'NatGatewayOff' });

    await changePower(world.domain, world.caller, identityOf('instance', 'vm'), 'start');
    await world.settle();
    expect((await world.get('instance', 'vm')).status).toMatchObject({ state: 'active', powerState: 'on' });
  });

  test('on again: the VM and the route are made', async () => {
    await putPath(world.domain, world.caller);
    await set({ natGateway: 'off' });
    expect((await there()).vm).toBeUndefined();
    await set({ natGateway: 'on' });
    expect((await there()).vm?.status).toBe('running');
    expect(await routeStatus()).toMatchObject({ state: 'active' });
  });
});

describe('GUEST_BOOTSTRAP', () => {
  const script = '#!/bin/sh\necho mine\n';

  async function userDataOf(settings: OwnWorkspaceSettings): Promise<string> {
    await put(world.domain, world.caller, 'workspace', 'w');
    await set(settings);
    await put(world.domain, world.caller, 'block-storage', 'boot');
    const spec = { userData: script, primaryNicRef: undefined };
    const { uid } = await put(world.domain, world.caller, 'instance', 'vm', { spec });
    await world.settle();
    const { servers } = (await world.cloud.state()).objects;
    const given = await world.cloud.userData(servers.find(({ labels }) => labels['seca.uid'] === uid)!.id);
    const isText = given.startsWith('#') || given.startsWith('Content-Type');
    return isText ? given : gunzipSync(Buffer.from(given, 'base64')).toString();
  }

  test('off: the user data is the user’s alone', async () => {
    expect(await userDataOf({ guestBootstrap: 'off' })).toBe(script);
  });

  test('on: the bootstrap stands before it', async () => {
    const given = await userDataOf({});
    expect(given).toContain('private-egress');
    expect(given).toContain('echo mine');
  });
});

describe('DRIFT_HEALING', () => {
  async function drift() {
    const { uid } = await world.get('network', 'n');
    const bindings = await findUnitBindings(world.dataSource.manager, uid);
    return Object.fromEntries(bindings.map((binding) => [binding.role, binding.drift]));
  }

  const look = () => world.run({ type: 'connection', uid: world.connectionId });

  async function withDrift(settings: OwnWorkspaceSettings) {
    await putPath(world.domain, world.caller);
    await set(settings);
    const { vm, network } = await there();
    await world.cloud.behindTheBack(
      'POST',
      `/networks/${network.id}/actions/delete_route`,
      network.routes[0],
    );
    await world.cloud.behindTheBack('POST', `/servers/${vm?.id}/actions/poweroff`);
    await world.cloud.newCalls();
    await look();
    await world.settle();
    return network.routes[0];
  }

  test('report: it is told what has changed and since when, nothing is written, and the route says so', async () => {
    const route = await withDrift({ driftHealing: 'report' });
    expect(await writes()).toEqual([]);
    expect(await there()).toMatchObject({ vm: { status: 'off' }, network: { routes: [] } });
    const { 'nat-vm': vm } = await drift();
    expect(vm).toMatchObject({ found: ['the NAT VM does not run'], isLeft: true });
    expect(Date.parse(vm?.since ?? '')).not.toBeNaN();
    expect(await routeStatus()).toEqual({ state: 'pending', reason: 'DriftLeft' });

    await world.cloud.behindTheBack('POST', `/servers/${(await there()).vm?.id}/actions/poweron`);
    await look();
    await world.settle();
    expect(await writes()).toEqual([]);
    expect(await drift()).toMatchObject({
      network: { found: [`route 0.0.0.0/0 via ${route?.gateway} is gone`], isLeft: true },
      'nat-vm': null,
    });
    expect(await routeStatus()).toEqual({ state: 'pending', reason: 'DriftLeft' });
  });

  test('report: what users ask for is done all the same', async () => {
    await withDrift({ driftHealing: 'report' });
    const routes = [{ destinationCidrBlock: '192.168.0.0/16', targetRef: { resource: '10.0.1.9' } }];
    await put(world.domain, world.caller, 'routing-table', 'rt2', { spec: { routes } });
    await put(world.domain, world.caller, 'subnet', 's2', {
      spec: { cidr: { ipv4: '10.0.2.0/24' }, routeTableRef: { resource: 'route-tables/rt2' } },
    });
    await world.settle();
    expect(await writes()).toEqual(['/networks/{id}/actions/add_subnet', '/networks/{id}/actions/add_route']);
    await look();
    await world.settle();
    expect(await writes()).toEqual([]);
    await remove(world, 'subnet', 's2');
    await remove(world, 'routing-table', 'rt2');
  });

  test('heal: it is put right, and nothing of it stays noted', async () => {
    await withDrift({ driftHealing: 'report' });
    await set({ driftHealing: 'heal' });
    expect((await there()).vm?.status).toBe('running');
    expect(await routeStatus()).toMatchObject({ state: 'active' });
    expect(await drift()).toEqual({ network: null, 'nat-vm': null, 'nat-ip': null });
  });
});
