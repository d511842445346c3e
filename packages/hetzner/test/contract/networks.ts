import { describe, expect, test } from 'vitest';
import { type Contract, labels, labelSelector, networkZone, run } from './target.js';

export function networkContract(contract: Contract): void {
  describe('a network', () => {
    test('is made at once, with its subnet, and found by label and by name', async () => {
      const { networks } = contract.api.client;
      const name = `contract-${run}-found`;
      const subnets = [{ ipRange: '10.1.1.0/24', networkZone }];
      const { network } = await networks.create({ name, ipRange: '10.1.0.0/16', subnets, labels });
      expect(network).toMatchObject({
        name,
        labels,
        ip_range: '10.1.0.0/16',
        // The first address of the network, not of the subnet.
        subnets: [{ ip_range: '10.1.1.0/24', network_zone: networkZone, type: 'cloud', gateway: '10.1.0.1' }],
        routes: [],
        servers: [],
      });
      expect(await networks.get(network.id)).toMatchObject({ id: network.id });
      expect(await networks.list({ labelSelector, name })).toMatchObject([{ id: network.id }]);
      expect(await networks.list({ labelSelector: `${labelSelector},other`, name })).toEqual([]);
    });

    test('takes new labels in place of all others', async () => {
      const { networks } = contract.api.client;
      const made = await networks.create({
        name: `contract-${run}-labels`,
        ipRange: '10.2.0.0/16',
        labels: { ...labels, old: '' },
      });
      const updated = await networks.update(made.network.id, { labels: { ...labels, new: 'yes' } });
      expect(updated.labels).toMatchObject({ ...labels, new: 'yes' });
      expect(updated.labels).not.toHaveProperty('old');
    });

    test('takes subnets and routes, one per destination, and gives them back', async () => {
      const { client, done } = contract.api;
      const { networks } = client;
      const { network } = await networks.create({
        name: `contract-${run}-routes`,
        ipRange: '10.3.0.0/16',
        labels,
      });
      await done(await networks.addSubnet(network.id, { ipRange: '10.3.1.0/24', networkZone }));
      const route = { destination: '0.0.0.0/0', gateway: '10.3.1.254' };
      await done(await networks.addRoute(network.id, route));
      expect(await networks.get(network.id)).toMatchObject({
        subnets: [{ ip_range: '10.3.1.0/24' }],
        routes: [route],
      });
      const again = networks.addRoute(network.id, { ...route, gateway: '10.3.1.253' });
      await expect(again).rejects.toMatchObject({ code: 'invalid_input' });

      await done(await networks.deleteRoute(network.id, route));
      await done(await networks.deleteSubnet(network.id, { ipRange: '10.3.1.0/24' }));
      expect(await networks.get(network.id)).toMatchObject({ subnets: [], routes: [] });
      expect(await networks.delete(network.id)).toEqual({ isAlreadyGone: false, actions: [] });
      expect(await networks.get(network.id)).toBeUndefined();
    });

    test('takes changes that come at the same time one after the other', async () => {
      const { client, done } = contract.api;
      const { network } = await client.networks.create({
        name: `contract-${run}-conflict`,
        ipRange: '10.4.0.0/16',
        labels,
      });
      const ranges = ['10.4.1.0/24', '10.4.2.0/24', '10.4.3.0/24'];
      const changes = await Promise.all(
        ranges.map((ipRange) => client.networks.addSubnet(network.id, { ipRange, networkZone })),
      );
      await done(changes.flat());
      const subnets = (await client.networks.get(network.id))?.subnets ?? [];
      expect(subnets.map((subnet) => subnet.ip_range).toSorted()).toEqual(ranges);
    });
  });
}
