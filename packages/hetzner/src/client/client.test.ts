import { describe, expect, test } from 'vitest';
import { aContext, anAction, FakeTransport, type SeenRequest } from '../testing/fixtures.js';
import { createHetznerClient, type HetznerClient } from './client.js';

/** What each operation sends, as the API description spells it. Answers are checked by the contract suite. */
const cases: [(client: HetznerClient) => Promise<unknown>, SeenRequest][] = [
  [
    ({ networks }) =>
      networks.create({
        name: 'n-1',
        ipRange: '10.0.0.0/16',
        subnets: [{ ipRange: '10.0.1.0/24', networkZone: 'eu-central' }],
        labels: { owner: 'me' },
      }),
    {
      operation: 'POST /networks',
      body: {
        name: 'n-1',
        ip_range: '10.0.0.0/16',
        subnets: [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }],
        labels: { owner: 'me' },
      },
    },
  ],
  [
    ({ networks }) => networks.update(7, { labels: {} }),
    { operation: 'PUT /networks/{id}', id: 7, body: { labels: {} } },
  ],
  [({ networks }) => networks.delete(7), { operation: 'DELETE /networks/{id}', id: 7 }],
  [
    ({ networks }) => networks.addSubnet(7, { ipRange: '10.0.2.0/24', networkZone: 'eu-central' }),
    {
      operation: 'POST /networks/{id}/actions/add_subnet',
      id: 7,
      body: { type: 'cloud', ip_range: '10.0.2.0/24', network_zone: 'eu-central' },
    },
  ],
  [
    ({ networks }) => networks.deleteSubnet(7, { ipRange: '10.0.2.0/24' }),
    { operation: 'POST /networks/{id}/actions/delete_subnet', id: 7, body: { ip_range: '10.0.2.0/24' } },
  ],
  [
    ({ networks }) => networks.addRoute(7, { destination: '0.0.0.0/0', gateway: '10.0.1.254' }),
    {
      operation: 'POST /networks/{id}/actions/add_route',
      id: 7,
      body: { destination: '0.0.0.0/0', gateway: '10.0.1.254' },
    },
  ],
  [
    ({ networks }) => networks.deleteRoute(7, { destination: '0.0.0.0/0', gateway: '10.0.1.254' }),
    {
      operation: 'POST /networks/{id}/actions/delete_route',
      id: 7,
      body: { destination: '0.0.0.0/0', gateway: '10.0.1.254' },
    },
  ],
  [
    ({ servers }) =>
      servers.create({
        name: 's-1',
        serverType: 'cx23',
        image: 'debian-13',
        location: 'fsn1',
        isStartedAfterCreate: false,
        publicNet: { isIpv4Enabled: true, isIpv6Enabled: false, ipv4PrimaryIpId: 3 },
        networkIds: [7],
        sshKeyIds: [4],
        firewallIds: [5],
        volumeIds: [6],
        placementGroupId: 8,
        userData: '#cloud-config',
        labels: { owner: 'me' },
      }),
    {
      operation: 'POST /servers',
      body: {
        name: 's-1',
        server_type: 'cx23',
        image: 'debian-13',
        location: 'fsn1',
        start_after_create: false,
        public_net: { enable_ipv4: true, enable_ipv6: false, ipv4: 3 },
        networks: [7],
        ssh_keys: [4],
        firewalls: [{ firewall: 5 }],
        volumes: [6],
        placement_group: 8,
        user_data: '#cloud-config',
        labels: { owner: 'me' },
      },
    },
  ],
  [
    ({ servers }) => servers.update(7, { name: 's-2' }),
    { operation: 'PUT /servers/{id}', id: 7, body: { name: 's-2' } },
  ],
  [({ servers }) => servers.powerOn(7), { operation: 'POST /servers/{id}/actions/poweron', id: 7 }],
  [({ servers }) => servers.powerOff(7), { operation: 'POST /servers/{id}/actions/poweroff', id: 7 }],
  [({ servers }) => servers.shutdown(7), { operation: 'POST /servers/{id}/actions/shutdown', id: 7 }],
  [
    ({ servers }) => servers.attachToNetwork(7, { networkId: 3, ip: '10.0.1.2', aliasIps: ['10.0.1.3'] }),
    {
      operation: 'POST /servers/{id}/actions/attach_to_network',
      id: 7,
      body: { network: 3, ip: '10.0.1.2', alias_ips: ['10.0.1.3'] },
    },
  ],
  [
    ({ servers }) => servers.detachFromNetwork(7, { networkId: 3 }),
    { operation: 'POST /servers/{id}/actions/detach_from_network', id: 7, body: { network: 3 } },
  ],
  [
    ({ servers }) => servers.changeAliasIps(7, { networkId: 3, aliasIps: [] }),
    {
      operation: 'POST /servers/{id}/actions/change_alias_ips',
      id: 7,
      body: { network: 3, alias_ips: [] },
    },
  ],
  [
    ({ servers }) => servers.changeType(7, { serverType: 'cx33', isDiskUpgraded: false }),
    {
      operation: 'POST /servers/{id}/actions/change_type',
      id: 7,
      body: { server_type: 'cx33', upgrade_disk: false },
    },
  ],
  [
    ({ servers }) => servers.rebuild(7, { image: 3, userData: '#!/bin/sh' }),
    {
      operation: 'POST /servers/{id}/actions/rebuild',
      id: 7,
      body: { image: 3, user_data: '#!/bin/sh' },
    },
  ],
  [
    ({ servers }) => servers.createImage(7, { description: 'disk of s-1', labels: { owner: 'me' } }),
    {
      operation: 'POST /servers/{id}/actions/create_image',
      id: 7,
      body: { type: 'snapshot', description: 'disk of s-1', labels: { owner: 'me' } },
    },
  ],
  [
    ({ primaryIps }) =>
      primaryIps.create({ name: 'p-1', type: 'ipv4', location: 'fsn1', isAutoDeleted: false }),
    {
      operation: 'POST /primary_ips',
      body: { name: 'p-1', type: 'ipv4', location: 'fsn1', auto_delete: false },
    },
  ],
  [
    ({ primaryIps }) => primaryIps.create({ name: 'p-1', type: 'ipv4', serverId: 9, isAutoDeleted: true }),
    {
      operation: 'POST /primary_ips',
      body: { name: 'p-1', type: 'ipv4', assignee_type: 'server', assignee_id: 9, auto_delete: true },
    },
  ],
  [
    ({ primaryIps }) => primaryIps.update(7, { isAutoDeleted: true }),
    { operation: 'PUT /primary_ips/{id}', id: 7, body: { auto_delete: true } },
  ],
  [
    ({ primaryIps }) => primaryIps.assign(7, { serverId: 9 }),
    {
      operation: 'POST /primary_ips/{id}/actions/assign',
      id: 7,
      body: { assignee_type: 'server', assignee_id: 9 },
    },
  ],
  [
    ({ primaryIps }) => primaryIps.unassign(7),
    { operation: 'POST /primary_ips/{id}/actions/unassign', id: 7 },
  ],
  [
    ({ placementGroups }) => placementGroups.create({ name: 'g-1', labels: { owner: 'me' } }),
    { operation: 'POST /placement_groups', body: { type: 'spread', name: 'g-1', labels: { owner: 'me' } } },
  ],
  [
    ({ sshKeys }) => sshKeys.create({ name: 'k-1', publicKey: 'ssh-ed25519 AAAA' }),
    { operation: 'POST /ssh_keys', body: { name: 'k-1', public_key: 'ssh-ed25519 AAAA' } },
  ],
  [
    ({ sshKeys }) => sshKeys.list({ fingerprint: 'aa:bb' }),
    { operation: 'GET /ssh_keys', query: { fingerprint: 'aa:bb', page: 1, per_page: 50 } },
  ],
  [
    ({ volumes }) => volumes.create({ name: 'v-1', sizeGb: 10, location: 'fsn1' }),
    { operation: 'POST /volumes', body: { name: 'v-1', size: 10, location: 'fsn1' } },
  ],
  [
    ({ volumes }) => volumes.attach(7, { serverId: 9 }),
    { operation: 'POST /volumes/{id}/actions/attach', id: 7, body: { server: 9, automount: false } },
  ],
  [({ volumes }) => volumes.detach(7), { operation: 'POST /volumes/{id}/actions/detach', id: 7 }],
  [
    ({ volumes }) => volumes.resize(7, { sizeGb: 20 }),
    { operation: 'POST /volumes/{id}/actions/resize', id: 7, body: { size: 20 } },
  ],
  [
    ({ firewalls }) =>
      firewalls.create({
        name: 'f-1',
        rules: [{ direction: 'in', protocol: 'tcp', port: '80', sourceIps: ['0.0.0.0/0'] }],
        applyTo: { serverIds: [9] },
      }),
    {
      operation: 'POST /firewalls',
      body: {
        name: 'f-1',
        rules: [{ direction: 'in', protocol: 'tcp', port: '80', source_ips: ['0.0.0.0/0'] }],
        apply_to: [{ type: 'server', server: { id: 9 } }],
      },
    },
  ],
  [
    ({ firewalls }) =>
      firewalls.setRules(7, {
        rules: [{ direction: 'out', protocol: 'icmp', destinationIps: ['::/0'], description: 'ping' }],
      }),
    {
      operation: 'POST /firewalls/{id}/actions/set_rules',
      id: 7,
      body: {
        rules: [{ direction: 'out', protocol: 'icmp', destination_ips: ['::/0'], description: 'ping' }],
      },
    },
  ],
  [
    ({ firewalls }) => firewalls.applyToResources(7, { labelSelectors: ['owner==me'] }),
    {
      operation: 'POST /firewalls/{id}/actions/apply_to_resources',
      id: 7,
      body: { apply_to: [{ type: 'label_selector', label_selector: { selector: 'owner==me' } }] },
    },
  ],
  [
    ({ firewalls }) => firewalls.removeFromResources(7, { serverIds: [9] }),
    {
      operation: 'POST /firewalls/{id}/actions/remove_from_resources',
      id: 7,
      body: { remove_from: [{ type: 'server', server: { id: 9 } }] },
    },
  ],
  [
    ({ images }) => images.list({ name: 'debian-13', architecture: 'arm', isDeprecatedIncluded: true }),
    {
      operation: 'GET /images',
      query: { name: 'debian-13', architecture: 'arm', include_deprecated: true, page: 1, per_page: 50 },
    },
  ],
  [
    ({ servers }) => servers.list({ labelSelector: 'owner==me', name: 's-1' }),
    {
      operation: 'GET /servers',
      query: { label_selector: 'owner==me', name: 's-1', page: 1, per_page: 50 },
    },
  ],
  [({ actions }) => actions.list([1, 2]), { operation: 'GET /actions', query: { id: [1, 2] } }],
  [({ pricing }) => pricing.get(), { operation: 'GET /pricing' }],
];

test.each(cases.map(([call, seen]) => [seen.operation, call, seen] as const))('%s', async (_, call, seen) => {
  const transport = new FakeTransport(() => ({}));
  const client = createHetznerClient(transport, aContext());
  // The empty answer fits no schema: only what was sent matters here.
  await call(client).catch(() => undefined);
  expect(asSent(transport.requests)).toEqual(asSent([seen]));
});

/** As JSON, so that members left undefined are gone. */
function asSent(requests: readonly SeenRequest[]): unknown {
  return JSON.parse(JSON.stringify(requests));
}

describe('deleting a server', () => {
  test('returns the action that finishes it', async () => {
    const transport = new FakeTransport(() => ({ action: anAction({ command: 'delete_server' }) }));
    const { servers } = createHetznerClient(transport, aContext());
    expect(await servers.delete(7)).toMatchObject({
      isAlreadyGone: false,
      actions: [{ command: 'delete_server' }],
    });
  });
});

test('calls are made on the terms of the run', async () => {
  const transport = new FakeTransport(() => ({ actions: [] }));
  const context = aContext({ priority: 'repair', group: 'workspace-9' });
  await createHetznerClient(transport, context).actions.list([1]);
  expect(transport.contexts).toEqual([context]);
});
