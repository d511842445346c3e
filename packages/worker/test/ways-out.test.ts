import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findUnitBindings } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { removePath } from './support/remove-path.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

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

const connection = () => ({ type: 'connection', uid: world.connectionId }) as const;

async function putWayOut(): Promise<void> {
  await putPath(world.domain, world.caller);
  await world.settle();
  // Whoever came after the network was last read is noted, so that only what the test does is new.
  await world.run(await world.unitOf('network', 'n'));
  await world.cloud.newCalls();
}

async function there() {
  const { objects } = await world.cloud.state();
  const vm = objects.servers.find((server) => server.labels['seca.role'] === 'nat-vm');
  const [network] = objects.networks;
  if (!vm || !network) throw new Error('there is no way out');
  return { vm, network, primaryIp: objects.primary_ips.find(({ assignee_id }) => assignee_id === vm.id) };
}

async function isDue(): Promise<boolean> {
  const { uid } = await world.get('network', 'n');
  const [row]: { is_due: boolean }[] = await world.dataSource.query(
    `SELECT due_at IS NOT NULL AND due_at <= clock_timestamp() AS is_due FROM resource WHERE uid = $1`,
    [uid],
  );
  return row?.is_due ?? false;
}

async function routeState(): Promise<string | undefined> {
  return (await world.get('routing-table', 'rt')).status.routes[0]?.state;
}

describe('the look at the ways out', () => {
  test('comes again within a minute, without a sweep', async () => {
    await putWayOut();
    await world.run(connection());
    const [row]: { seconds: number }[] = await world.dataSource.query(
      `SELECT extract(epoch FROM due_at - clock_timestamp())::float AS seconds FROM provider_connection`,
    );
    expect(row?.seconds).toBeLessThan(60);
    expect((await world.cloud.newCalls()).map(({ template }) => template).toSorted()).toEqual([
      '/networks',
      '/placement_groups',
      '/primary_ips',
      '/servers',
    ]);
    expect(await isDue()).toBe(false);
  });

  test('lists nothing where no gateway is in use', async () => {
    await putPath(world.domain, world.caller, 'boot');
    await world.settle();
    await world.cloud.newCalls();
    await world.run(connection());
    expect((await world.cloud.newCalls()).map(({ template }) => template)).toEqual(['/placement_groups']);
  });

  test.each([
    [
      'a route that was deleted',
      async () => {
        const { network } = await there();
        const path = `/networks/${network.id}/actions/delete_route`;
        await world.cloud.behindTheBack('POST', path, network.routes[0]);
      },
    ],
    [
      'a VM that was switched off',
      async () => world.cloud.behindTheBack('POST', `/servers/${(await there()).vm.id}/actions/poweroff`),
    ],
    [
      'a VM that was deleted',
      async () => world.cloud.behindTheBack('DELETE', `/servers/${(await there()).vm.id}`),
    ],
    [
      'an alias that was changed',
      async () => {
        const { vm, network } = await there();
        const path = `/servers/${vm.id}/actions/change_alias_ips`;
        await world.cloud.behindTheBack('POST', path, { network: network.id, alias_ips: ['10.0.1.99'] });
      },
    ],
    [
      'a public address that was taken away',
      async () => {
        const { vm, primaryIp } = await there();
        await world.cloud.behindTheBack('POST', `/servers/${vm.id}/actions/poweroff`);
        await world.cloud.behindTheBack('POST', `/primary_ips/${primaryIp?.id}/actions/unassign`);
      },
    ],
  ])('finds %s, and its network puts it right', async (_, damage) => {
    await putWayOut();
    const before = await there();
    await damage();
    await world.run(connection());
    expect(await isDue()).toBe(true);
    await world.settle();
    const after = await there();
    expect(after.vm).toMatchObject({ status: 'running', public_net: { ipv4: before.vm.public_net.ipv4 } });
    expect(after.vm.private_net[0]?.alias_ips).toEqual(before.vm.private_net[0]?.alias_ips);
    expect(after.network.routes).toEqual(before.network.routes);
    expect(await routeState()).toBe('active');
    const { uid } = await world.get('network', 'n');
    const bindings = await findUnitBindings(world.dataSource.manager, uid);
    expect(bindings.map(({ drift }) => drift)).toEqual([null, null, null]);
  });
});
