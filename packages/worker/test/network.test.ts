import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AnyReconciler } from '@seca-hetzner/domain';
import { put, putPath } from '@seca-hetzner/domain/testing';
import { runUnit } from '../src/engine/run-unit.js';
import { runCutOff } from './support/cut-off.js';
import { remove, removePath } from './support/remove-path.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());

async function natVm() {
  const { objects } = await world.cloud.state();
  const [vm, ...others] = objects.servers.filter((server) => server.labels['seca.role'] === 'nat-vm');
  expect(others).toHaveLength(0);
  if (!vm) throw new Error('there is no NAT VM');
  return vm;
}

async function network() {
  const { objects } = await world.cloud.state();
  expect(objects.networks).toHaveLength(1);
  return objects.networks[0]!;
}

/** Switches the NAT VM off and takes its Primary IP, whose id it returns. */
async function takePublicAddress(): Promise<number> {
  const { id } = await natVm();
  const { objects } = await world.cloud.state();
  const primaryIp = objects.primary_ips.find(({ assignee_id }) => assignee_id === id)!;
  await world.cloud.behindTheBack('POST', `/servers/${id}/actions/poweroff`);
  await world.cloud.behindTheBack('POST', `/primary_ips/${primaryIp.id}/actions/unassign`);
  return primaryIp.id;
}

async function expectWayOut(): Promise<void> {
  const [vm, net] = [await natVm(), await network()];
  const [attachment] = vm.private_net;
  expect(vm.status).toBe('running');
  expect(vm.public_net.ipv4).not.toBeNull();
  expect(attachment?.alias_ips).toHaveLength(1);
  expect(net.routes).toEqual([{ destination: '0.0.0.0/0', gateway: attachment?.alias_ips[0] }]);
  const table = await world.get('routing-table', 'rt');
  expect(table.status.routes.map((route) => route.state)).toEqual(['active']);
}

beforeEach(async () => {
  await world.cloud.clearFaults();
  await removePath(world);
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
});

describe('a network with a way out', () => {
  test('converges from nothing, the NAT VM at the top of the subnet', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await expectWayOut();
    const vm = await natVm();
    expect(vm.private_net).toMatchObject([{ ip: '10.0.1.254', alias_ips: ['10.0.1.253'] }]);
    expect((await network()).subnets).toMatchObject([{ ip_range: '10.0.1.0/24' }]);
    for (const [kind, name] of [
      ['network', 'n'],
      ['subnet', 's'],
      ['routing-table', 'rt'],
    ] as const) {
      expect((await world.get(kind, name)).status.state).toBe('active');
    }
  });

  test('the first route costs at most 8 calls beside action polls', async () => {
    await putPath(world.domain, world.caller, 'boot');
    await world.settle();
    await world.cloud.newCalls();
    await put(world.domain, world.caller, 'instance', 'vm', {
      spec: { primaryNicRef: { resource: 'nics/nic' } },
    });
    await world.run(await world.unitOf('network', 'n'));
    await expectWayOut();
    const calls = (await world.cloud.newCalls()).filter((call) => call.template !== '/actions');
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  test('a second run changes nothing and reads each object once', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await world.unitOf('network', 'n'));
    const calls = await world.cloud.newCalls();
    expect(calls.filter((call) => call.isWrite)).toEqual([]);
    expect(calls.map((call) => call.template).toSorted()).toEqual([
      '/networks/{id}',
      '/primary_ips/{id}',
      '/servers/{id}',
    ]);
  });

  test('the same documents again write nothing', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await world.cloud.newCalls();
    await putPath(world.domain, world.caller);
    await world.settle();
    expect((await world.cloud.newCalls()).filter((call) => call.isWrite)).toEqual([]);
    const { status } = await world.get('network', 'n');
    expect(status.conditions.map((condition) => condition.state).slice(0, 2)).toEqual(['active', 'updating']);
  });

  test.each([
    [
      'its VM was switched off',
      async () => world.cloud.behindTheBack('POST', `/servers/${(await natVm()).id}/actions/poweroff`),
    ],
    ['its VM was deleted', async () => world.cloud.behindTheBack('DELETE', `/servers/${(await natVm()).id}`)],
    [
      'its route was deleted',
      async () => {
        const { id, routes } = await network();
        await world.cloud.behindTheBack('POST', `/networks/${id}/actions/delete_route`, routes[0]);
      },
    ],
    [
      'a route was added',
      async () => {
        const route = { destination: '10.9.0.0/16', gateway: '10.0.1.9' };
        await world.cloud.behindTheBack('POST', `/networks/${(await network()).id}/actions/add_route`, route);
      },
    ],
    [
      'its alias was taken away',
      async () => {
        const body = { network: (await network()).id, alias_ips: [] };
        await world.cloud.behindTheBack(
          'POST',
          `/servers/${(await natVm()).id}/actions/change_alias_ips`,
          body,
        );
      },
    ],
    [
      'its public address was taken away',
      async () => {
        await takePublicAddress();
        await world.cloud.behindTheBack('POST', `/servers/${(await natVm()).id}/actions/poweron`);
      },
    ],
    [
      'its public address was deleted',
      async () => world.cloud.behindTheBack('DELETE', `/primary_ips/${await takePublicAddress()}`),
    ],
  ])('repairs drift: %s', async (_, damage) => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await damage();
    await world.run(await world.unitOf('network', 'n'));
    await world.settle();
    await expectWayOut();
    const { status } = await world.get('network', 'n');
    expect(status.conditions).toHaveLength(3);
  });

  test('the public address stays when the VM has to be made anew', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const before = await natVm();
    await world.cloud.behindTheBack('DELETE', `/servers/${before.id}`);
    await world.run(await world.unitOf('network', 'n'));
    const after = await natVm();
    expect(after.id).not.toBe(before.id);
    expect(after.public_net.ipv4?.ip).toBe(before.public_net.ipv4?.ip);
  });

  test('survives being cut off after each step, with exactly one of everything', async () => {
    for (let nth = 1; ; nth += 1) {
      await putPath(world.domain, world.caller);
      const wasCut = await runCutOff(world, await world.unitOf('network', 'n'), nth);
      await world.settle();
      await expectWayOut();
      expect((await world.cloud.state()).objects.primary_ips).toHaveLength(1);
      await removePath(world);
      await world.settle();
      expect(await world.cloud.leftovers()).toEqual([]);
      if (!wasCut) break;
    }
  });

  test('survives the loss of the reply to each call', async () => {
    for (let nth = 1; ; nth += 1) {
      await putPath(world.domain, world.caller);
      await world.cloud.newCalls();
      await world.cloud.addFault({ operation: 'POST *', nth, when: 'after', effect: { type: 'cut' } });
      await world.settle();
      await expectWayOut();
      const posts = (await world.cloud.newCalls()).filter((call) => call.isWrite).length;
      await world.cloud.clearFaults();
      expect((await world.cloud.state()).objects.primary_ips).toHaveLength(1);
      await removePath(world);
      await world.settle();
      expect(await world.cloud.leftovers()).toEqual([]);
      if (nth > posts) break;
    }
  });

  test('survives being cut off after each step of its deletion', async () => {
    for (let nth = 1; ; nth += 1) {
      await putPath(world.domain, world.caller);
      await world.settle();
      const unit = await world.unitOf('network', 'n');
      await removePath(world);
      const wasCut = await runCutOff(world, unit, nth);
      await world.settle();
      expect(await world.cloud.leftovers()).toEqual([]);
      expect(await world.find('workspace', 'w')).toBeUndefined();
      if (!wasCut) break;
    }
  });

  test('lets its gateway go, also when the run that took its last object could not tell', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const unit = await world.unitOf('network', 'n');
    await removePath(world);
    await world.run({ type: 'instance', uid: (await world.get('instance', 'vm')).uid });
    const dying = (reconciler: AnyReconciler): AnyReconciler => ({
      ...reconciler,
      async apply(step, ...args) {
        const actual = await reconciler.apply(step, ...args);
        if (step.do === 'delete-nat-ip') throw new Error('killed');
        return actual;
      },
    });
    const registry = new Map([...world.engine.registry].map(([type, each]) => [type, dying(each)]));
    await expect
      .poll(async () => {
        await runUnit({ ...world.engine, registry }, unit, new AbortController().signal);
        return world.cloud.leftovers();
      })
      .not.toContainEqual(expect.stringContaining('primary_ips'));
    await world.settle();
    expect(await world.cloud.leftovers()).toEqual([]);
    expect(await world.find('internet-gateway', 'gw')).toBeUndefined();
    expect(await world.find('workspace', 'w')).toBeUndefined();
  });

  test('deletes fully, also when half is gone already', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await world.cloud.behindTheBack('DELETE', `/servers/${(await natVm()).id}`);
    await world.cloud.behindTheBack('DELETE', `/networks/${(await network()).id}`);
    await removePath(world);
    await world.settle();
    expect(await world.cloud.leftovers()).toEqual([]);
    expect(await world.find('workspace', 'w')).toBeUndefined();
  });
});

describe('the NAT VM is there while it is needed', () => {
  test('not before an instance lies in a subnet that leads to it', async () => {
    await putPath(world.domain, world.caller, 'boot');
    await world.settle();
    const { objects } = await world.cloud.state();
    expect(objects.servers).toEqual([]);
    const [route] = (await world.get('routing-table', 'rt')).status.routes;
    expect(route?.state).toBe('pending');
    expect(route?.conditions[0]?.reason).toBe('GatewayUnused');
  });

  test.each([
    ['its gateway', 'internet-gateway', 'gw'],
    ['its last instance', 'instance', 'vm'],
    ['its route table', 'routing-table', 'rt'],
  ] as const)('it goes at once with %s, and its route before it', async (_, kind, name) => {
    await putPath(world.domain, world.caller);
    await world.settle();
    await world.cloud.newCalls();
    await remove(world, kind, name);
    await world.settle();
    const { objects } = await world.cloud.state();
    expect(objects.servers.filter((server) => server.labels['seca.role'] === 'nat-vm')).toEqual([]);
    expect(objects.primary_ips).toEqual([]);
    expect(objects.networks[0]?.routes).toEqual([]);
    const writes = (await world.cloud.newCalls()).filter((call) => call.isWrite).map((call) => call.template);
    expect(writes.indexOf('/networks/{id}/actions/delete_route')).toBeLessThan(
      writes.lastIndexOf('/servers/{id}'),
    );
    expect(await world.find(kind, name)).toBeUndefined();
  });

  test('it lingers when its last instance moves its NIC away, and is there at once when one comes back', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const before = await natVm();
    await put(world.domain, world.caller, 'instance', 'vm', { spec: { primaryNicRef: undefined } });
    await world.settle();
    expect((await natVm()).id).toBe(before.id);
    await world.cloud.newCalls();
    await put(world.domain, world.caller, 'instance', 'vm');
    await world.settle();
    expect((await natVm()).id).toBe(before.id);
    await expectWayOut();
  });

  test('a further subnet that may leave rebuilds it with both prefixes, its addresses unchanged', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const before = await natVm();
    await put(world.domain, world.caller, 'subnet', 's2', { spec: { cidr: { ipv4: '10.0.2.0/24' } } });
    await world.settle();
    const after = await natVm();
    expect(after).toMatchObject({ id: before.id, private_net: before.private_net });
    expect(await world.cloud.userData(after.id)).toContain('10.0.2.0/24');
    await expectWayOut();
    await remove(world, 'subnet', 's2');
    await world.settle();
    expect((await network()).subnets).toHaveLength(1);
  });

  test('a NIC that asks for one of its addresses is refused, naming it', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const asked = put(world.domain, world.caller, 'nic', 'other', { spec: { addresses: ['10.0.1.253'] } });
    await expect(asked).rejects.toThrow("internet gateway 'gw'");
  });

  test('one that is said to be attached already is looked at before it is believed', async () => {
    await putPath(world.domain, world.caller, 'boot');
    await world.settle();
    const effect = { type: 'error', code: 'server_already_attached' };
    await world.cloud.addFault({ operation: 'POST /servers/*/actions/attach_to_network', times: 1, effect });
    await put(world.domain, world.caller, 'instance', 'vm');
    await world.run(await world.unitOf('network', 'n'));
    await expectWayOut();
  });

  test('when the cheapest type is sold out, the next one is taken', async () => {
    const sold = {
      operation: 'POST /servers',
      times: 1,
      effect: { type: 'error', code: 'resource_unavailable' },
    };
    await putPath(world.domain, world.caller, 'boot');
    await world.settle();
    await world.cloud.addFault(sold);
    await put(world.domain, world.caller, 'instance', 'vm');
    await world.run(await world.unitOf('network', 'n'));
    await world.settle();
    await expectWayOut();
  });
});

describe('routes of several tables', () => {
  test('two tables that disagree: the older one has the destination, the later one says so', async () => {
    await putPath(world.domain, world.caller);
    await world.settle();
    const toAddress = [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: '10.0.1.77' } }];
    await put(world.domain, world.caller, 'routing-table', 'rt2', { spec: { routes: toAddress } });
    const spec = { cidr: { ipv4: '10.0.2.0/24' }, routeTableRef: { resource: 'route-tables/rt2' } };
    await put(world.domain, world.caller, 'subnet', 's2', { spec });
    await world.settle();
    await expectWayOut();
    const [route] = (await world.get('routing-table', 'rt2')).status.routes;
    expect(route?.state).toBe('error');
    expect(route?.conditions[0]?.reason).toBe('RouteOverruled');
    expect(route?.conditions[0]?.message).toContain("'rt'");
    await remove(world, 'subnet', 's2');
    await remove(world, 'routing-table', 'rt2');
  });

  test('a route that Hetzner cannot have says why, and the others are programmed', async () => {
    await putPath(world.domain, world.caller);
    const routes = [
      { destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/gw' } },
      { destinationCidrBlock: '52.0.0.0/8', targetRef: { resource: '10.0.1.9' } },
      { destinationCidrBlock: '192.168.0.0/16', targetRef: { resource: '10.0.1.9' } },
    ];
    await put(world.domain, world.caller, 'routing-table', 'rt', { spec: { routes } });
    await world.settle();
    const table = await world.get('routing-table', 'rt');
    expect(table.status.routes.map((route) => route.state)).toEqual(['active', 'error', 'active']);
    expect((await network()).routes).toContainEqual({ destination: '192.168.0.0/16', gateway: '10.0.1.9' });
  });
});

describe('a Hetzner that is busy or away', () => {
  test.each(['locked', 'conflict'])('%s is waited for and is no failure', async (code) => {
    await world.cloud.addFault({ operation: 'POST /networks/*', times: 6, effect: { type: 'error', code } });
    await putPath(world.domain, world.caller);
    await world.settle();
    await expect
      .poll(
        async () => {
          await world.settle();
          return (await world.get('routing-table', 'rt')).status.routes[0]?.state;
        },
        { timeout: 20_000 },
      )
      .toBe('active');
    const { status } = await world.get('network', 'n');
    expect(status.conditions.map((condition) => condition.state)).not.toContain('error');
  });

  test('while Hetzner answers 500 everything waits and says why; then it converges by itself', async () => {
    await world.cloud.addFault({
      operation: '*',
      times: null,
      effect: { type: 'error', status: 500, code: 'server_error' },
    });
    await putPath(world.domain, world.caller);
    await world.runDue();
    const { status } = await world.get('network', 'n');
    expect(status.state).toBe('creating');
    expect(status.conditions[0]?.reason).toBe('PROVIDER_UNAVAILABLE');
    await world.cloud.clearFaults();
    await expect
      .poll(
        async () => {
          await world.settle();
          return (await world.get('instance', 'vm')).status.state;
        },
        { timeout: 20_000 },
      )
      .toBe('active');
    await expectWayOut();
  });
});
