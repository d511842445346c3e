import {
  actionsSchema,
  firewallCreatedSchema,
  imageCreatedSchema,
  placementGroupCreatedSchema,
  sshKeySchema,
} from '@seca-hetzner/hetzner/schema';
import { z } from 'zod';
import type { TestSimulator } from './test-simulator.js';

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@here';

/** Calls every operation of the simulator at least once with success, and some that are refused. */
export async function driveEverything(cloud: TestSimulator): Promise<void> {
  await readCatalogue(cloud);
  const network = await driveNetworks(cloud);
  const { placement_group: group } = await driveSmallThings(cloud);
  const { firewall } = await cloud.api.post(firewallCreatedSchema, '/firewalls', {
    name: 'firewall-1',
    labels: { a: 'b' },
    rules: [
      { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0', '::/0'], description: 'ssh' },
    ],
    apply_to: [{ type: 'label_selector', label_selector: { selector: 'env=prod' } }],
  });
  await cloud.settle();
  const server = await cloud.aServer({
    labels: { env: 'prod' },
    networks: [network.id],
    firewalls: [{ firewall: firewall.id }],
    placement_group: group.id,
    user_data: '#cloud-config',
  });
  await driveServer(cloud, server.id, network.id, group.id);
  await driveVolumes(cloud, server.id);
  await drivePrimaryIps(cloud, server.id);
  await driveFirewalls(cloud, firewall.id, server.id);
  await readActions(cloud, { servers: server.id, networks: network.id, firewalls: firewall.id });
  await driveRefusals(cloud, server.id);
  await cloud.api.call('GET', '/servers');
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  await cloud.api.delete(`/networks/${network.id}`);
  await cloud.api.delete(`/placement_groups/${group.id}`);
}

async function readCatalogue({ api }: TestSimulator): Promise<void> {
  for (const path of [
    '/locations',
    '/locations/1',
    '/server_types',
    '/server_types/114',
    '/pricing',
    '/isos',
    '/isos/122630',
  ]) {
    await api.call('GET', path);
  }
  for (const path of ['/images?include_deprecated=true', '/images/161547269']) await api.call('GET', path);
}

async function driveNetworks(cloud: TestSimulator): Promise<{ id: number }> {
  const network = await cloud.aNetwork({ routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.250' }] });
  const actions = `/networks/${network.id}/actions`;
  const route = { destination: '10.100.0.0/24', gateway: '10.0.1.9' };
  await cloud.done(`${actions}/add_subnet`, {
    type: 'cloud',
    network_zone: 'eu-central',
    ip_range: '10.0.2.0/24',
  });
  await cloud.done(`${actions}/add_route`, route);
  await cloud.api.call('GET', `/networks/${network.id}`);
  await cloud.done(`${actions}/delete_route`, route);
  await cloud.done(`${actions}/delete_subnet`, { ip_range: '10.0.2.0/24' });
  await cloud.done(`${actions}/change_ip_range`, { ip_range: '10.0.0.0/14' });
  await cloud.done(`${actions}/change_protection`, { delete: false });
  await cloud.api.call('PUT', `/networks/${network.id}`, {
    labels: { a: 'b' },
    expose_routes_to_vswitch: true,
  });
  await cloud.api.call('GET', '/networks');
  return network;
}

async function driveSmallThings(cloud: TestSimulator): Promise<{ placement_group: { id: number } }> {
  const { api } = cloud;
  const { ssh_key: key } = await api.post(z.object({ ssh_key: sshKeySchema }), '/ssh_keys', {
    name: 'key',
    public_key: PUBLIC_KEY,
  });
  await api.call('GET', '/ssh_keys');
  await api.call('GET', `/ssh_keys/${key.id}`);
  await api.call('PUT', `/ssh_keys/${key.id}`, { labels: { a: 'b' } });
  await api.delete(`/ssh_keys/${key.id}`);
  const body = { name: 'group', type: 'spread' };
  const created = await api.post(placementGroupCreatedSchema, '/placement_groups', body);
  await api.call('GET', '/placement_groups');
  await api.call('GET', `/placement_groups/${created.placement_group.id}`);
  await api.call('PUT', `/placement_groups/${created.placement_group.id}`, { name: 'renamed' });
  return created;
}

async function driveServer(
  cloud: TestSimulator,
  id: number,
  networkId: number,
  groupId: number,
): Promise<void> {
  const actions = `/servers/${id}/actions`;
  const network = networkId;
  await cloud.api.call('PUT', `/servers/${id}`, { name: 'renamed' });
  await cloud.done(`${actions}/change_alias_ips`, { network, alias_ips: ['10.0.1.50'] });
  await cloud.api.call('GET', `/servers/${id}`);
  await cloud.api.call('GET', `/networks/${network}/members`);
  await cloud.done(`${actions}/detach_from_network`, { network });
  await cloud.done(`${actions}/attach_to_network`, { network, ip: '10.0.1.9' });
  await cloud.done(`${actions}/reboot`);
  await cloud.done(`${actions}/reset`);
  await cloud.done(`${actions}/reset_password`);
  await driveScreenAndMedia(cloud, id);
  await cloud.done(`${actions}/shutdown`);
  await cloud.done(`${actions}/poweron`);
  await cloud.done(`${actions}/poweroff`);
  await cloud.done(`${actions}/remove_from_placement_group`);
  await cloud.done(`${actions}/add_to_placement_group`, { placement_group: groupId });
  await cloud.done(`${actions}/enable_rescue`);
  await cloud.done(`${actions}/disable_rescue`);
  await cloud.done(`${actions}/change_type`, { server_type: 'cx33', upgrade_disk: false });
  await cloud.done(`${actions}/change_protection`, { delete: false, rebuild: false });
  await cloud.done(`${actions}/enable_backup`);
  await cloud.api.call('POST', `${actions}/create_image`, { type: 'backup' });
  await cloud.settle();
  await driveImages(cloud, id);
  await cloud.done(`${actions}/disable_backup`);
  await cloud.done(`${actions}/rebuild`, { image: 'ubuntu-24.04' });
  const { public_net: publicNet } = await cloud.readServer(id);
  await cloud.done(`${actions}/change_dns_ptr`, { ip: publicNet.ipv4?.ip, dns_ptr: 'host.example.com' });
  const ipv6 = publicNet.ipv6?.ip.replace('/64', '1');
  await cloud.done(`${actions}/change_dns_ptr`, { ip: ipv6, dns_ptr: 'host.example.com' });
}

async function driveScreenAndMedia(cloud: TestSimulator, id: number): Promise<void> {
  await cloud.done(`/servers/${id}/actions/attach_iso`, { iso: 'virtio-win-0.1.271.iso' });
  await cloud.api.call('GET', `/servers/${id}`);
  await cloud.done(`/servers/${id}/actions/detach_iso`);
  await cloud.done(`/servers/${id}/actions/request_console`);
  const end = (await cloud.action((await cloud.done(`/servers/${id}/actions/detach_iso`)).id)).finished;
  await cloud.api.call(
    'GET',
    `/servers/${id}/metrics?type=cpu,disk&type=network&start=2026-01-01T00:00:00Z&end=${end}`,
  );
}

async function driveImages(cloud: TestSimulator, serverId: number): Promise<void> {
  const path = `/servers/${serverId}/actions/create_image`;
  const { image, action } = await cloud.api.post(imageCreatedSchema, path, { description: 'snapshot' });
  await cloud.settle();
  await cloud.api.call('GET', `/images/${image.id}`);
  await cloud.api.call('PUT', `/images/${image.id}`, { description: 'renamed' });
  await cloud.done(`/images/${image.id}/actions/change_protection`, { delete: false });
  await readActionsOf(cloud, 'images', image.id, action.id);
  await cloud.api.delete(`/images/${image.id}`);
}

async function driveVolumes(cloud: TestSimulator, serverId: number): Promise<void> {
  const volume = await cloud.aVolume({ server: serverId, format: 'ext4' });
  const path = `/volumes/${volume.id}`;
  await cloud.done(`${path}/actions/detach`);
  const attach = await cloud.done(`${path}/actions/attach`, { server: serverId });
  await cloud.done(`${path}/actions/resize`, { size: 20 });
  await cloud.done(`${path}/actions/change_protection`, { delete: false });
  await cloud.api.call('PUT', path, { name: 'renamed' });
  await cloud.api.call('GET', '/volumes');
  await readActionsOf(cloud, 'volumes', volume.id, attach.id);
  await cloud.done(`${path}/actions/detach`);
  await cloud.api.delete(path);
}

async function drivePrimaryIps(cloud: TestSimulator, serverId: number): Promise<void> {
  const ip = await cloud.aPrimaryIp();
  const path = `/primary_ips/${ip.id}`;
  const { public_net: publicNet } = await cloud.readServer(serverId);
  await cloud.done(`/servers/${serverId}/actions/poweroff`);
  await cloud.done(`/primary_ips/${publicNet.ipv4?.id}/actions/unassign`);
  const assign = await cloud.done(`${path}/actions/assign`, {
    assignee_type: 'server',
    assignee_id: serverId,
  });
  await cloud.api.call('GET', path);
  await cloud.api.call('GET', '/primary_ips');
  await cloud.done(`${path}/actions/change_dns_ptr`, { ip: ip.ip, dns_ptr: null });
  await cloud.done(`${path}/actions/change_protection`, { delete: false });
  await cloud.api.call('PUT', path, { auto_delete: true });
  await readActionsOf(cloud, 'primary_ips', ip.id, assign.id);
  await cloud.done(`${path}/actions/unassign`);
  await cloud.api.delete(path);
  const body = { name: 'made-for', type: 'ipv4', assignee_type: 'server', assignee_id: serverId };
  await cloud.api.call('POST', '/primary_ips', body);
  await cloud.settle();
}

async function driveFirewalls(cloud: TestSimulator, id: number, serverId: number): Promise<void> {
  const path = `/firewalls/${id}`;
  const server = [{ type: 'server', server: { id: serverId } }];
  const selector = [{ type: 'label_selector', label_selector: { selector: 'env=prod' } }];
  await cloud.api.call('GET', path);
  const steps: [string, object][] = [
    ['set_rules', { rules: [{ direction: 'out', protocol: 'icmp', destination_ips: ['0.0.0.0/0'] }] }],
    ['remove_from_resources', { remove_from: server }],
    ['apply_to_resources', { apply_to: server }],
    ['remove_from_resources', { remove_from: [...server, ...selector] }],
  ];
  for (const [action, body] of steps) {
    await cloud.api.post(actionsSchema, `${path}/actions/${action}`, body);
    await cloud.settle();
  }
  await cloud.api.call('PUT', path, { name: 'renamed' });
  await cloud.api.call('GET', '/firewalls');
  const { actions } = await cloud.api.get(actionsSchema, `${path}/actions`);
  await readActionsOf(cloud, 'firewalls', id, actions[0]?.id ?? 0);
  await cloud.api.delete(path);
}

async function readActions(cloud: TestSimulator, ids: Record<string, number>): Promise<void> {
  for (const resource of ['servers', 'networks']) {
    const id = ids[resource] ?? 0;
    const { actions } = await cloud.api.get(actionsSchema, `/${resource}/${id}/actions`);
    await readActionsOf(cloud, resource, id, actions[0]?.id ?? 0);
    await cloud.api.call('GET', `/actions?id=${actions[0]?.id}`);
  }
}

async function readActionsOf(
  cloud: TestSimulator,
  resource: string,
  id: number,
  actionId: number,
): Promise<void> {
  const paths = ['actions', `actions/${actionId}`, `${id}/actions`, `${id}/actions/${actionId}`];
  for (const path of paths) await cloud.api.call('GET', `/${resource}/${path}`);
}

async function driveRefusals(cloud: TestSimulator, serverId: number): Promise<void> {
  await cloud.api.call('GET', '/servers/7');
  await cloud.api.call('POST', '/servers', {});
  await cloud.api.call('POST', '/networks', '{');
  await cloud.api.call('POST', '/placement_groups', { name: 'renamed', type: 'spread' });
  await cloud.api.call('POST', `/servers/${serverId}/actions/change_type`, {
    server_type: 'cax11',
    upgrade_disk: true,
  });
  await cloud.api.call('GET', '/actions');
}
