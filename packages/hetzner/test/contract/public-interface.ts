import { expect, test } from 'vitest';
import { aPrivateServer } from './orderable.js';
import { type Contract, deleteServer, labelSelector, labels, location, run, unlocked } from './target.js';

export function publicInterfaceContract(contract: Contract): void {
  test('a server that is off gets a public address and a firewall, and loses them again', async () => {
    const { client, done } = contract.api;
    const { servers, primaryIps, firewalls } = client;
    const { server, actions } = await servers.create(await aPrivateServer(contract.api, 'interface'));
    await done(actions);
    const name = `contract-${run}-interface`;
    const { primaryIp } = await primaryIps.create({
      name,
      type: 'ipv4',
      location,
      isAutoDeleted: false,
      labels,
    });
    const { firewall, actions: rolledOut } = await firewalls.create({
      name,
      rules: [
        { direction: 'in', protocol: 'tcp', port: '80-81', sourceIps: ['2001:DB8::/32', '192.0.2.0/24'] },
        { direction: 'out', protocol: 'icmp', destinationIps: ['192.0.2.1/32'] },
      ],
      labels,
    });
    await done(rolledOut);
    expect(firewall.rules.flatMap(({ source_ips }) => source_ips).toSorted()).toEqual([
      '192.0.2.0/24',
      '2001:db8::/32',
    ]);

    // Firewalls are for public interfaces only.
    const target = { serverIds: [server.id] };
    const tooEarly = unlocked(() => firewalls.applyToResources(firewall.id, target));
    await expect(tooEarly).rejects.toMatchObject({ code: 'private_net_only_server' });

    await done(await unlocked(() => primaryIps.assign(primaryIp.id, { serverId: server.id })));
    await done(await unlocked(() => firewalls.applyToResources(firewall.id, target)));
    expect(await servers.get(server.id)).toMatchObject({
      status: 'off',
      public_net: {
        ipv4: { id: primaryIp.id, ip: primaryIp.ip },
        ipv6: null,
        firewalls: [{ id: firewall.id, status: 'applied' }],
      },
    });
    const [listed] = (await firewalls.list({ labelSelector })).filter(({ id }) => id === firewall.id);
    expect(listed?.applied_to).toMatchObject([{ type: 'server', server: { id: server.id } }]);
    await expect(firewalls.delete(firewall.id)).rejects.toMatchObject({ code: 'resource_in_use' });

    await done(await unlocked(() => servers.powerOn(server.id)));
    const whileRunning = unlocked(() => primaryIps.unassign(primaryIp.id));
    await expect(whileRunning).rejects.toMatchObject({ code: 'server_not_stopped' });

    await done(await unlocked(() => servers.powerOff(server.id)));
    await done(await unlocked(() => firewalls.removeFromResources(firewall.id, target)));
    await done(await unlocked(() => primaryIps.unassign(primaryIp.id)));
    expect((await servers.get(server.id))?.public_net).toMatchObject({ ipv4: null, firewalls: [] });
    await firewalls.delete(firewall.id);
    await primaryIps.delete(primaryIp.id);
    await deleteServer(contract.api, server.id);
  }, 300_000);

  test('a Primary IP outlives the server that has it', async () => {
    const { client, done } = contract.api;
    const { primaryIp } = await client.primaryIps.create({
      name: `contract-${run}-outlives`,
      type: 'ipv6',
      location,
      isAutoDeleted: false,
      labels,
    });
    expect(primaryIp.ip).toMatch(/::\/64$/);
    const { server, actions } = await client.servers.create(await aPrivateServer(contract.api, 'outlived'));
    await done(actions);
    await done(await unlocked(() => client.primaryIps.assign(primaryIp.id, { serverId: server.id })));
    await deleteServer(contract.api, server.id);
    expect(await client.primaryIps.get(primaryIp.id)).toMatchObject({ assignee_id: null });
    await client.primaryIps.delete(primaryIp.id);
  }, 120_000);
}
