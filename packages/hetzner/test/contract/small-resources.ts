import { describe, expect, test } from 'vitest';
import { createActionPoller } from '../../src/index.js';
import { anSshPublicKey } from './ssh-public-key.js';
import { context, type Contract, labels, labelSelector, location, run } from './target.js';

export function smallResourceContract(contract: Contract): void {
  describe('what does not exist', () => {
    const nobody = 999_999_999;

    test('is undefined when read', async () => {
      const { servers, networks, primaryIps, volumes, firewalls, images } = contract.api.client;
      const all = [servers, networks, primaryIps, volumes, firewalls, images];
      expect(await Promise.all(all.map((resource) => resource.get(nobody)))).toEqual(
        all.map(() => undefined),
      );
    });

    test('is deleted already', async () => {
      const gone = { isAlreadyGone: true, actions: [] };
      expect(await contract.api.client.servers.delete(nobody)).toEqual(gone);
      expect(await contract.api.client.networks.delete(nobody)).toEqual(gone);
    });

    test('is no action to wait for', async () => {
      const { client, transport } = contract.api;
      expect(await client.actions.get(nobody)).toBeUndefined();
      const wait = createActionPoller(transport).wait([nobody], { context, timeoutMs: 10_000 });
      await expect(wait).rejects.toMatchObject({ name: 'ActionMissingError', actionId: nobody });
    });
  });

  test('a key is taken once, under whatever name, and found by its fingerprint', async () => {
    const { sshKeys } = contract.api.client;
    const publicKey = anSshPublicKey();
    const { sshKey } = await sshKeys.create({ name: `contract-${run}`, publicKey, labels });
    expect(await sshKeys.list({ fingerprint: sshKey.fingerprint })).toMatchObject([{ id: sshKey.id }]);
    const again = sshKeys.create({ name: `contract-${run}-again`, publicKey, labels });
    await expect(again).rejects.toMatchObject({ code: 'uniqueness_error', httpStatus: 409 });
  });

  test('a list longer than a page is read to its end', async () => {
    const { sshKeys } = contract.api.client;
    const paged = { ...labels, paged: '' };
    const names = Array.from({ length: 52 }, (_, index) => `contract-${run}-page-${index}`);
    for (const name of names) await sshKeys.create({ name, publicKey: anSshPublicKey(), labels: paged });
    const found = await sshKeys.list({ labelSelector: `${labelSelector},paged` });
    expect(found.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  test('a placement group is made and deleted at once', async () => {
    const { placementGroups } = contract.api.client;
    const name = `contract-${run}`;
    const { placementGroup, actions } = await placementGroups.create({ name, labels });
    expect(placementGroup).toMatchObject({ name, labels, type: 'spread', servers: [] });
    expect(actions).toEqual([]);
    expect(await placementGroups.list({ labelSelector })).toMatchObject([{ id: placementGroup.id }]);
    await placementGroups.delete(placementGroup.id);
    expect(await placementGroups.get(placementGroup.id)).toBeUndefined();
  });

  test('a firewall takes rules and gives them back', async () => {
    const { client, done } = contract.api;
    const { firewall, actions } = await client.firewalls.create({
      name: `contract-${run}`,
      rules: [{ direction: 'in', protocol: 'tcp', port: '443', sourceIps: ['0.0.0.0/0', '::/0'] }],
      labels,
    });
    await done(actions);
    const rules = [{ direction: 'in', protocol: 'icmp', sourceIps: ['10.0.0.0/8'] }] as const;
    await done(await client.firewalls.setRules(firewall.id, { rules }));
    expect((await client.firewalls.get(firewall.id))?.rules).toMatchObject([
      { direction: 'in', protocol: 'icmp', source_ips: ['10.0.0.0/8'], port: null },
    ]);
    expect(await client.firewalls.delete(firewall.id)).toEqual({ isAlreadyGone: false, actions: [] });
  });

  test('a Primary IP is reserved without a server', async () => {
    const { primaryIps } = contract.api.client;
    const name = `contract-${run}`;
    const { primaryIp } = await primaryIps.create({
      name,
      type: 'ipv4',
      location,
      isAutoDeleted: false,
      labels,
    });
    expect(primaryIp).toMatchObject({ name, type: 'ipv4', assignee_id: null, auto_delete: false, labels });
    expect(await primaryIps.update(primaryIp.id, { isAutoDeleted: true })).toMatchObject({
      auto_delete: true,
      labels,
    });
    await primaryIps.delete(primaryIp.id);
    expect(await primaryIps.get(primaryIp.id)).toBeUndefined();
  });

  test('a volume grows, and only grows', async () => {
    const { client, done } = contract.api;
    const { volume, actions } = await client.volumes.create({
      name: `contract-${run}`,
      sizeGb: 10,
      location,
      labels,
    });
    await done(actions);
    await done(await client.volumes.resize(volume.id, { sizeGb: 11 }));
    expect(await client.volumes.get(volume.id)).toMatchObject({ size: 11, server: null });
    const smaller = client.volumes.resize(volume.id, { sizeGb: 10 });
    await expect(smaller).rejects.toMatchObject({ code: 'invalid_input' });
    await client.volumes.delete(volume.id);
  });
}
