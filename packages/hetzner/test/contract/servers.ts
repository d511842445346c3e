import { describe, expect, test } from 'vitest';
import { aPrivateServer } from './orderable.js';
import {
  type Contract,
  deleteServer,
  labels,
  labelSelector,
  location,
  networkZone,
  run,
  unlocked,
} from './target.js';

export function serverContract(contract: Contract): void {
  describe('a server', () => {
    test('with private networks only is made stopped, attached, started and deleted', async () => {
      const { client, done, calls } = contract.api;
      const { servers } = client;
      const { network } = await client.networks.create({
        name: `contract-${run}-server`,
        ipRange: '10.5.0.0/16',
        subnets: [{ ipRange: '10.5.1.0/24', networkZone }],
        labels,
      });
      const { server, actions } = await servers.create(await aPrivateServer(contract.api, 'private'));
      await done(actions);
      expect(await servers.get(server.id)).toMatchObject({
        status: 'off',
        public_net: { ipv4: null, ipv6: null },
        private_net: [],
      });

      // Without an interface it can't start, which only the action tells.
      const futile = await unlocked(() => servers.powerOn(server.id));
      await expect(done(futile)).rejects.toMatchObject({
        name: 'ActionFailedError',
        code: 'invalid_input',
      });

      const attachment = { networkId: network.id, ip: '10.5.1.10', aliasIps: ['10.5.1.20'] };
      await done(await unlocked(() => servers.attachToNetwork(server.id, attachment)));
      const starting = await unlocked(() => servers.powerOn(server.id));
      // One action at a time.
      await expect(servers.powerOff(server.id)).rejects.toMatchObject({ code: 'locked', httpStatus: 423 });
      await done(starting);
      expect(await servers.get(server.id)).toMatchObject({
        status: 'running',
        private_net: [{ network: network.id, ip: '10.5.1.10', alias_ips: ['10.5.1.20'] }],
      });
      expect(await client.networks.get(network.id)).toMatchObject({ servers: [server.id] });

      const noAlias = { networkId: network.id, aliasIps: [] };
      await done(await unlocked(() => servers.changeAliasIps(server.id, noAlias)));
      await done(await unlocked(() => servers.powerOff(server.id)));
      const updated = await servers.update(server.id, { labels: { ...labels, seen: '' } });
      expect(updated).toMatchObject({ status: 'off', private_net: [{ alias_ips: [] }] });
      await done(await unlocked(() => servers.detachFromNetwork(server.id, { networkId: network.id })));

      const deleted = await unlocked(() => servers.delete(server.id));
      expect(deleted.isAlreadyGone).toBe(false);
      await done(deleted.actions);
      expect(await servers.get(server.id)).toBeUndefined();
      expect(await servers.delete(server.id)).toEqual({ isAlreadyGone: true, actions: [] });
      expect(calls.filter(({ code }) => code === 'invalid_response')).toEqual([]);
    }, 300_000);

    test('keeps its name to itself', async () => {
      const { client, done } = contract.api;
      const input = await aPrivateServer(contract.api, 'twice');
      const { server, actions } = await client.servers.create(input);
      await expect(client.servers.create(input)).rejects.toMatchObject({ code: 'uniqueness_error' });
      await done(actions);
      await deleteServer(contract.api, server.id);
    }, 120_000);

    test('takes a volume and a public address of its own', async () => {
      const { client, done } = contract.api;
      const [{ volume, actions: volumeActions }, { primaryIp }] = await Promise.all([
        client.volumes.create({ name: `contract-${run}-disk`, sizeGb: 10, location, labels }),
        client.primaryIps.create({
          name: `contract-${run}-address`,
          type: 'ipv4',
          location,
          isAutoDeleted: false,
          labels,
        }),
      ]);
      const publicNet = { isIpv4Enabled: true, isIpv6Enabled: false, ipv4PrimaryIpId: primaryIp.id };
      const input = { ...(await aPrivateServer(contract.api, 'public')), publicNet };
      const { server, actions } = await client.servers.create(input);
      await done([...volumeActions, ...actions]);
      await done(await unlocked(() => client.volumes.attach(volume.id, { serverId: server.id })));
      expect(await client.servers.get(server.id)).toMatchObject({
        volumes: [volume.id],
        public_net: { ipv4: { id: primaryIp.id, ip: primaryIp.ip }, ipv6: null },
      });

      await expect(client.primaryIps.delete(primaryIp.id)).rejects.toMatchObject({
        code: 'must_be_unassigned',
      });
      await done(await unlocked(() => client.primaryIps.unassign(primaryIp.id)));
      await done(await unlocked(() => client.volumes.detach(volume.id)));
      expect(await client.primaryIps.get(primaryIp.id)).toMatchObject({ assignee_id: null });
      await deleteServer(contract.api, server.id);
    }, 300_000);

    test('lends its disk to a snapshot, from which another one is made', async () => {
      const { client, done } = contract.api;
      const input = await aPrivateServer(contract.api, 'source');
      const { server, actions } = await client.servers.create(input);
      await done(actions);
      const description = `contract-${run}-snapshot`;
      const made = await unlocked(() => client.servers.createImage(server.id, { description, labels }));
      expect(made.image).toMatchObject({ type: 'snapshot', name: null, description, labels });
      await done(made.actions);
      const [snapshot] = await client.images.list({ type: 'snapshot', labelSelector });
      expect(snapshot).toMatchObject({
        id: made.image.id,
        status: 'available',
        architecture: server.server_type.architecture,
      });
      expect(snapshot?.image_size).toBeGreaterThan(0);

      await deleteServer(contract.api, server.id);
      const name = `contract-${run}-copy`;
      const copy = await client.servers.create({ ...input, name, image: made.image.id });
      await done(copy.actions);
      expect(await client.servers.get(copy.server.id)).toMatchObject({ image: { id: made.image.id } });
      await client.images.delete(made.image.id);
      expect(await client.images.get(made.image.id)).toBeUndefined();
      await deleteServer(contract.api, copy.server.id);
    }, 600_000);

    test('joins a placement group when it is made or while it is off, and leaves it', async () => {
      const { client, done } = contract.api;
      const { placementGroup } = await client.placementGroups.create({
        name: `contract-${run}-group`,
        labels,
      });
      const placementGroupId = placementGroup.id;
      const input = { ...(await aPrivateServer(contract.api, 'apart')), placementGroupId };
      const { server, actions } = await client.servers.create(input);
      await done(actions);
      expect(await client.servers.get(server.id)).toMatchObject({
        placement_group: { id: placementGroupId },
      });
      await done(await unlocked(() => client.servers.removeFromPlacementGroup(server.id)));
      expect(await client.placementGroups.get(placementGroupId)).toMatchObject({ servers: [] });
      await done(await unlocked(() => client.servers.addToPlacementGroup(server.id, { placementGroupId })));
      expect(await client.placementGroups.get(placementGroupId)).toMatchObject({ servers: [server.id] });
      await deleteServer(contract.api, server.id);
      await client.placementGroups.delete(placementGroupId);
    }, 300_000);

    test('is polled together with others', async () => {
      const { client, done, calls } = contract.api;
      const inputs = [
        await aPrivateServer(contract.api, 'poll-1'),
        await aPrivateServer(contract.api, 'poll-2'),
      ];
      const made = await Promise.all(inputs.map((input) => client.servers.create(input)));
      const before = calls.length;
      await Promise.all(made.map(({ actions }) => done(actions)));
      const polls = calls.slice(before).filter(({ operation }) => operation === 'GET /actions');
      expect(polls.length).toBeGreaterThan(0);
      expect(polls.length).toBeLessThanOrEqual(20);
      const deleted = await Promise.all(
        made.map(({ server }) => unlocked(() => client.servers.delete(server.id))),
      );
      await done(deleted.flatMap(({ actions }) => actions));
    }, 120_000);
  });
}
