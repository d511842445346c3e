import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestSimulator } from './test-simulator.js';

const SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEcUkb1BPmbvz32HVjwv6wwNJaDIo2LhyXIo7dkPBM3w somebody@example.com';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

async function textOf(path: string): Promise<unknown> {
  const { status, body, headers } = await cloud.control.call('GET', path);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  return body;
}

test('the metadata tell the keys that the metadata service tells, as YAML', async () => {
  const ssh = await cloud.api.call('POST', '/ssh_keys', { name: 'k', public_key: SSH_KEY });
  expect(ssh.status).toBe(201);
  const server = await cloud.aServer({ name: 'my-server', ssh_keys: ['k'] });
  const ipv6 = server.public_net.ipv6?.ip.replace('::/64', '::1/64');
  const mac = ['96:00', ...(server.id.toString(16).padStart(8, '0').match(/../g) ?? [])].join(':');
  const sysconfig = [
    `DEVICE='eth0'\\nTYPE=Ethernet\\nBOOTPROTO=dhcp\\nONBOOT='yes'\\nHWADDR=${mac}`,
    `IPV6INIT=yes\\nIPV6ADDR=${ipv6}\\nIPV6_DEFAULTGW=fe80::1%eth0\\nIPV6_AUTOCONF=no`,
    'DNS1=185.12.64.1\\nDNS2=185.12.64.2\\n',
  ].join('\\n');
  expect(await textOf(`/servers/${server.id}/metadata`)).toBe(`availability-zone: fsn1-dc14
hostname: my-server
instance-id: ${server.id}
local-ipv4: ""
network-config:
  config:
  - mac_address: ${mac}
    name: eth0
    subnets:
    - dns_nameservers: [185.12.64.1, 185.12.64.2]
      ipv4: true
      type: dhcp
    - address: ${ipv6}
      dns_nameservers: [2a01:4ff:ff00::add:2, 2a01:4ff:ff00::add:1]
      gateway: fe80::1
      ipv6: true
      type: static
    type: physical
  version: 1
network-sysconfig: "${sysconfig}"
public-ipv4: ${server.public_net.ipv4?.ip}
public-keys: [${JSON.stringify(SSH_KEY)}]
region: eu-central
vendor_data: ""
`);
});

test.each([
  ['hostname', 'server-1'],
  ['region', 'eu-central'],
  ['availability-zone', 'fsn1-dc14'],
  ['local-ipv4', ''],
])('a single key is text: %s', async (key, value) => {
  const server = await cloud.aServer();
  expect((await textOf(`/servers/${server.id}/metadata/${key}`)) ?? '').toBe(value);
});

test('numbers and addresses are text as well; a key that is none is not found', async () => {
  const server = await cloud.aServer();
  expect(await textOf(`/servers/${server.id}/metadata/instance-id`)).toBe(String(server.id));
  expect(await textOf(`/servers/${server.id}/metadata/public-ipv4`)).toBe(server.public_net.ipv4?.ip);
  for (const path of [
    `/servers/${server.id}/metadata/toString`,
    '/servers/7/metadata',
    '/servers/7/userdata',
  ]) {
    expect(await cloud.control.refusal('GET', path)).toMatchObject({ status: 404, code: 'not_found' });
  }
});

test('the private networks are told with their addresses, numbered from 1', async () => {
  const one = await cloud.aNetwork();
  const subnets = [{ type: 'cloud', ip_range: '192.168.3.0/24', network_zone: 'eu-central' }];
  const other = await cloud.aNetwork({ name: 'network-2', ip_range: '192.168.0.0/16', subnets });
  const server = await cloud.aServer({
    public_net: { enable_ipv4: false, enable_ipv6: false },
    networks: [one.id],
  });
  await cloud.done(`/servers/${server.id}/actions/attach_to_network`, {
    network: other.id,
    ip: '192.168.3.7',
    alias_ips: ['192.168.3.8', '192.168.3.9'],
  });
  const [first, second] = (await cloud.readServer(server.id)).private_net.map(({ mac_address: mac }) => mac);
  const text = String(await textOf(`/servers/${server.id}/metadata/private-networks`)).replaceAll('"', '');
  expect(text).toBe(`- ip: 10.0.1.1
  alias_ips: []
  interface_num: 1
  mac_address: ${first}
  network_id: ${one.id}
  network_name: network-1
  network: 10.0.0.0/16
  subnet: 10.0.1.0/24
  gateway: 10.0.0.1
- ip: 192.168.3.7
  alias_ips: [192.168.3.8, 192.168.3.9]
  interface_num: 2
  mac_address: ${second}
  network_id: ${other.id}
  network_name: network-2
  network: 192.168.0.0/16
  subnet: 192.168.3.0/24
  gateway: 192.168.0.1
`);
});

test('a server without a public interface has an empty network configuration', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({
    public_net: { enable_ipv4: false, enable_ipv6: false },
    networks: [network.id],
  });
  expect(await textOf(`/servers/${server.id}/metadata/network-config`)).toBe('config: []\nversion: 1\n');
});

test('without user data there is no content; with it the text as given, and the new one after a rebuild', async () => {
  const without = await cloud.aServer({ name: 'without' });
  expect(await cloud.control.call('GET', `/servers/${without.id}/userdata`)).toMatchObject({ status: 204 });
  const empty = await cloud.aServer({ name: 'empty', user_data: '' });
  expect(await cloud.control.call('GET', `/servers/${empty.id}/userdata`)).toMatchObject({ status: 204 });

  const server = await cloud.aServer({ user_data: '#cloud-config\nold: ä\n' });
  expect(await textOf(`/servers/${server.id}/userdata`)).toBe('#cloud-config\nold: ä\n');
  await cloud.done(`/servers/${server.id}/actions/rebuild`, { image: 'debian-13', user_data: 'the new one' });
  expect(await textOf(`/servers/${server.id}/userdata`)).toBe('the new one');
  await cloud.done(`/servers/${server.id}/actions/rebuild`, { image: 'debian-13' });
  expect(await textOf(`/servers/${server.id}/userdata`)).toBe('the new one');
});

test('the public API never gives user data back', async () => {
  const server = await cloud.aServer({ user_data: 'the-secret-one' });
  await cloud.api.call('POST', `/servers/${server.id}/actions/rebuild`, {
    image: 'debian-13',
    user_data: 'the-secret-two',
  });
  await cloud.settle();
  for (const path of ['/servers', `/servers/${server.id}`, `/servers/${server.id}/actions`]) {
    expect((await cloud.api.call('GET', path)).status).toBe(200);
  }
  expect(JSON.stringify(cloud.api.replies)).not.toContain('the-secret');
  expect(JSON.stringify((await cloud.control.call('GET', '/state')).body)).not.toContain('the-secret');
});
