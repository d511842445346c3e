import { expect } from 'vitest';
import { put, putPath } from '@seca-hetzner/domain/testing';
import type { SimulatedNetwork } from './cloud.js';
import { remove } from './remove-path.js';
import { RouteModel, type AskedRoute } from './route-model.js';
import type { WorkerWorld } from './world.js';

/** Where an instance of subnet `s` or `s2` can be reached, by its name. */
const NIC_OF: Record<string, string> = { vm: 'nic', vm2: 'nic2' };

/**
 * Network `n` with subnets `s` and `s2`, an instance in each, and a model of the routes that were asked for. What is
 * asked by these functions is noted in the model.
 */
export function routeWorld(world: WorkerWorld) {
  const { domain, caller, cloud } = world;
  const model = new RouteModel();
  const gateways = new Set<string>();

  const network = async (): Promise<SimulatedNetwork> => {
    const { networks } = (await cloud.state()).objects;
    expect(networks).toHaveLength(1);
    return networks[0]!;
  };

  /** The address that routes to a gateway lead to, by the VM that is there. */
  const aliasOf = async (gateway: string): Promise<string | undefined> => {
    const { uid } = await world.get('internet-gateway', gateway);
    const { servers } = (await cloud.state()).objects;
    const vms = servers.filter((server) => server.labels['seca.uid'] === uid);
    expect(vms.length).toBeLessThanOrEqual(1);
    return vms[0]?.private_net[0]?.alias_ips[0] ?? `the VM of ${gateway}`;
  };

  const addresses = async (): Promise<Map<string, string | undefined>> => {
    const found = new Map<string, string | undefined>();
    for (const name of gateways) found.set(`internet-gateways/${name}`, await aliasOf(name));
    for (const [instance, nic] of Object.entries(NIC_OF)) {
      if (!(await world.find('instance', instance))) continue;
      const [address] = (await world.get('nic', nic)).status.addresses;
      found.set(`instances/${instance}`, address);
    }
    return found;
  };

  /** What Hetzner's routes are to be, in the order of their destinations. */
  const expected = async (): Promise<SimulatedNetwork['routes']> => {
    const known = await addresses();
    const routes = model.routes((target) => (target.includes('/') ? known.get(target) : target));
    return sorted(routes);
  };

  const self = {
    model,
    gateways,
    network,
    aliasOf,

    async putGateway(name: string): Promise<void> {
      await put(domain, caller, 'internet-gateway', name);
      gateways.add(name);
    },
    async removeGateway(name: string): Promise<void> {
      await remove(world, 'internet-gateway', name);
      gateways.delete(name);
    },
    async putTable(name: string, ...asked: AskedRoute[]): Promise<void> {
      const routes = asked.map(({ destination, target }) => ({
        destinationCidrBlock: destination,
        targetRef: { resource: target },
      }));
      await put(domain, caller, 'routing-table', name, { spec: { routes } });
      model.tables.set(name, asked);
    },
    async removeTable(name: string): Promise<void> {
      await remove(world, 'routing-table', name);
      model.tables.delete(name);
    },
    async putSubnet(name: string, range: string, table: string): Promise<void> {
      const spec = { cidr: { ipv4: range }, routeTableRef: { resource: `route-tables/${table}` } };
      await put(domain, caller, 'subnet', name, { spec });
      model.subnets.set(name, { range, table });
    },

    /** The network, table `rt` with one route, a subnet for each instance, and the instances. */
    async begin(route: AskedRoute): Promise<void> {
      await putPath(domain, caller, 'n');
      await self.putGateway('gw');
      await self.putTable('rt', route);
      await self.putSubnet('s', '10.0.1.0/24', 'rt');
      await self.putSubnet('s2', '10.0.2.0/24', 'rt');
      for (const [suffix, subnet] of [
        ['', 's'],
        ['2', 's2'],
      ] as const) {
        await put(domain, caller, 'nic', `nic${suffix}`, {
          spec: { subnetRef: { resource: `networks/n/subnets/${subnet}` } },
        });
        await put(domain, caller, 'block-storage', `boot${suffix}`);
        await put(domain, caller, 'instance', `vm${suffix}`, {
          spec: {
            bootVolume: { deviceRef: { resource: `block-storages/boot${suffix}` } },
            primaryNicRef: { resource: `nics/nic${suffix}` },
          },
        });
      }
      await world.settle();
    },

    /** Works until Hetzner's routes are what was asked for, and looks that nothing is left to do. */
    async expectRoutes(): Promise<void> {
      await expect
        .poll(
          async () => {
            await world.settle();
            return [sorted((await network()).routes), await expected()];
          },
          { timeout: 30_000 },
        )
        .toSatisfy(([is, wanted]: unknown[]) => JSON.stringify(is) === JSON.stringify(wanted))
        .catch(() => undefined);
      expect(sorted((await network()).routes)).toEqual(await expected());
    },

    /** Deletes all of it without waiting in between, and looks that nothing stays at Hetzner. */
    async end(): Promise<void> {
      await cloud.clearFaults();
      const inOrder = ['instance', 'nic', 'subnet', 'routing-table', 'internet-gateway', 'network'] as const;
      for (const kind of [...inOrder, 'block-storage', 'workspace'] as const) {
        const rows: { name: string }[] = await world.dataSource.query(
          `SELECT name FROM resource WHERE kind = $1 AND deleted_at IS NULL`,
          [kind],
        );
        for (const { name } of rows) await remove(world, kind, name);
      }
      await world.settle();
      expect(await cloud.leftovers()).toEqual([]);
      model.tables.clear();
      model.subnets.clear();
      gateways.clear();
    },
  };
  return self;
}

function sorted(routes: readonly SimulatedNetwork['routes'][number][]): SimulatedNetwork['routes'] {
  return routes
    .map(({ destination, gateway }) => ({ destination, gateway }))
    .toSorted((one, other) => (one.destination < other.destination ? -1 : 1));
}
