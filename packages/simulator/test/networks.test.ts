import { actionStartedSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const privateOff = { start_after_create: false, public_net: { enable_ipv4: false, enable_ipv6: false } };

test('a network has its subnets and routes with the answer; the gateway is that of the network', async () => {
  const network = await cloud.aNetwork({ routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.250' }] });
  expect(network).toMatchObject({
    ip_range: '10.0.0.0/16',
    subnets: [{ ip_range: '10.0.1.0/24', network_zone: 'eu-central', gateway: '10.0.0.1', vswitch_id: null }],
    routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.250' }],
    servers: [],
    load_balancers: [],
    protection: { delete: false },
  });
});

test('a change of a network takes time, shows when it is done, and excludes another one', async () => {
  const network = await cloud.aNetwork();
  const path = `/networks/${network.id}`;
  const subnet = { type: 'cloud', network_zone: 'eu-central', ip_range: '10.0.2.0/24' };
  const { action } = await cloud.api.post(actionStartedSchema, `${path}/actions/add_subnet`, subnet);
  expect(action).toMatchObject({ command: 'add_subnet', status: 'running' });
  expect((await cloud.readNetwork(network.id)).subnets).toHaveLength(1);

  const conflict = { status: 409, code: 'conflict' };
  const route = { destination: '10.100.0.0/24', gateway: '10.0.1.5' };
  expect(await cloud.api.refusal('POST', `${path}/actions/add_route`, route)).toMatchObject(conflict);
  expect(await cloud.api.refusal('PUT', path, { name: 'other' })).toMatchObject(conflict);
  expect(await cloud.api.refusal('DELETE', path)).toMatchObject(conflict);
  await cloud.advance(300);
  expect((await cloud.readNetwork(network.id)).subnets).toHaveLength(2);
  expect(await cloud.done(`${path}/actions/add_route`, route)).toMatchObject({ status: 'success' });
});

test('a subnet without a range takes the first free /24', async () => {
  const network = await cloud.aNetwork({
    subnets: [
      { type: 'cloud', ip_range: '10.0.0.0/24', network_zone: 'eu-central' },
      { type: 'cloud', network_zone: 'eu-central' },
    ],
  });
  expect(network.subnets.map(({ ip_range: range }) => range)).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
});

test('a route goes only with its exact pair', async () => {
  const network = await cloud.aNetwork({ routes: [{ destination: '10.100.0.0/24', gateway: '10.0.1.5' }] });
  const path = `/networks/${network.id}/actions/delete_route`;
  const wrong = { destination: '10.100.0.0/24', gateway: '10.0.1.6' };
  expect(await cloud.api.refusal('POST', path, wrong)).toMatchObject({ status: 404, code: 'not_found' });
  await cloud.done(path, { ...wrong, gateway: '10.0.1.5' });
  expect((await cloud.readNetwork(network.id)).routes).toEqual([]);
});

test('a route outlives the server that it leads to', async () => {
  const network = await cloud.aNetwork({ routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.1' }] });
  const server = await cloud.aServer({ networks: [network.id] });
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  const left = await cloud.readNetwork(network.id);
  expect(left).toMatchObject({ servers: [], routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.1' }] });
});

test('a subnet with servers in it stays, also while they are being deleted', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  const path = `/networks/${network.id}/actions/delete_subnet`;
  const body = { ip_range: '10.0.1.0/24' };
  const inUse = {
    status: 422,
    code: 'service_error',
    message: expect.stringContaining('servers are attached'),
  };
  expect(await cloud.api.refusal('POST', path, body)).toMatchObject(inUse);
  await cloud.api.delete(`/servers/${server.id}`);
  expect(await cloud.api.refusal('POST', path, body)).toMatchObject(inUse);
  await cloud.settle();
  await cloud.done(path, body);
  expect((await cloud.readNetwork(network.id)).subnets).toEqual([]);
  expect(await cloud.api.refusal('POST', path, body)).toMatchObject({ code: 'not_found' });
});

test('an ip range only grows at its end', async () => {
  const network = await cloud.aNetwork();
  const path = `/networks/${network.id}/actions/change_ip_range`;
  for (const range of ['10.0.0.0/17', '10.1.0.0/15', '10.2.0.0/15', 'x']) {
    const refusal = await cloud.api.refusal('POST', path, { ip_range: range });
    expect(refusal).toMatchObject({ status: 422, code: 'invalid_input' });
  }
  expect(await cloud.done(path, { ip_range: '10.0.0.0/12' })).toMatchObject({ status: 'success' });
  expect(await cloud.readNetwork(network.id)).toMatchObject({ ip_range: '10.0.0.0/12' });
});

test('deleting a network detaches its servers at once, unless it is protected', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  await cloud.done(`/networks/${network.id}/actions/change_protection`, { delete: true });
  expect(await cloud.api.refusal('DELETE', `/networks/${network.id}`)).toMatchObject({
    status: 423,
    code: 'protected',
  });
  await cloud.done(`/networks/${network.id}/actions/change_protection`, { delete: false });
  expect((await cloud.api.call('DELETE', `/networks/${network.id}`)).status).toBe(204);
  expect((await cloud.readServer(server.id)).private_net).toEqual([]);
});

test('attaching gives the first free address of the newest subnet, or of the one asked for', async () => {
  const network = await cloud.aNetwork({
    subnets: [
      { type: 'cloud', ip_range: '10.0.0.0/24', network_zone: 'eu-central' },
      { type: 'cloud', ip_range: '10.0.9.0/29', network_zone: 'eu-central' },
    ],
  });
  const attach = async (name: string, fields: object) => {
    const server = await cloud.aServer({ name, ...privateOff });
    const path = `/servers/${server.id}/actions/attach_to_network`;
    await cloud.done(path, { network: network.id, ...fields });
    return (await cloud.readServer(server.id)).private_net[0]?.ip;
  };
  expect(await attach('a', {})).toBe('10.0.9.1');
  expect(await attach('b', { ip_range: '10.0.0.0/24' })).toBe('10.0.0.2');
  expect(await attach('c', { ip: '10.0.0.3', alias_ips: ['10.0.0.4'] })).toBe('10.0.0.3');
  expect(await attach('d', { ip_range: '10.0.0.0/24' })).toBe('10.0.0.5');
  expect((await cloud.readNetwork(network.id)).servers).toHaveLength(4);
});

test('an attachment that can not be is refused with its own code', async () => {
  const network = await cloud.aNetwork();
  const overlapping = await cloud.aNetwork({ name: 'overlapping', ip_range: '10.0.0.0/8' });
  const first = await cloud.aServer({ name: 'first', ...privateOff, networks: [network.id] });
  const refusal = async (server: { id: number }, body: object) =>
    cloud.api.refusal('POST', `/servers/${server.id}/actions/attach_to_network`, body);
  expect(await refusal(first, { network: network.id })).toMatchObject({ code: 'server_already_attached' });
  expect(await refusal(first, { network: overlapping.id })).toMatchObject({ code: 'networks_overlap' });
  expect(await refusal(first, { network: 7 })).toMatchObject({ status: 404, code: 'not_found' });

  const second = await cloud.aServer({ name: 'second', ...privateOff });
  const codes: [object, string][] = [
    [{ ip: '10.0.1.1' }, 'ip_not_available'],
    [{ ip: '10.0.1.0' }, 'ip_not_available'],
    [{ ip: '10.0.1.255' }, 'ip_not_available'],
    [{ ip: '10.0.7.7' }, 'no_subnet_available'],
    [{ ip_range: '10.0.7.0/24' }, 'no_subnet_available'],
    [{ ip: '10.0.7.7', ip_range: '10.0.1.0/24' }, 'invalid_input'],
    [{ ip: '10.0.1.4', alias_ips: ['10.0.1.4'] }, 'ip_not_available'],
    [{ ip: 'x' }, 'invalid_input'],
  ];
  for (const [body, code] of codes) {
    expect(await refusal(second, { network: network.id, ...body })).toMatchObject({ status: 422, code });
  }
  const elsewhere = await cloud.aServer({
    name: 'elsewhere',
    server_type: 'ccx13',
    location: 'ash',
    ...privateOff,
  });
  expect(await refusal(elsewhere, { network: network.id })).toMatchObject({ code: 'no_subnet_available' });
});

test('an address is taken from the moment the call is accepted', async () => {
  const network = await cloud.aNetwork();
  const one = await cloud.aServer({ name: 'one', ...privateOff });
  const two = await cloud.aServer({ name: 'two', ...privateOff });
  const body = { network: network.id, ip: '10.0.1.9' };
  await cloud.api.call('POST', `/servers/${one.id}/actions/attach_to_network`, body);
  expect((await cloud.readServer(one.id)).private_net).toEqual([]);
  expect(await cloud.api.refusal('POST', `/servers/${two.id}/actions/attach_to_network`, body)).toMatchObject(
    {
      code: 'ip_not_available',
    },
  );
});

test('alias addresses are replaced as a list, and the old ones are free afterwards', async () => {
  const network = await cloud.aNetwork();
  const one = await cloud.aServer({ name: 'one', networks: [network.id] });
  const two = await cloud.aServer({ name: 'two', networks: [network.id] });
  const change = (server: { id: number }, aliasIps: string[]) =>
    cloud.done(`/servers/${server.id}/actions/change_alias_ips`, {
      network: network.id,
      alias_ips: aliasIps,
    });
  await change(one, ['10.0.1.50', '10.0.1.51']);
  expect((await cloud.readServer(one.id)).private_net[0]?.alias_ips).toEqual(['10.0.1.50', '10.0.1.51']);
  const steal = { network: network.id, alias_ips: ['10.0.1.50'] };
  const path = `/servers/${two.id}/actions/change_alias_ips`;
  expect(await cloud.api.refusal('POST', path, steal)).toMatchObject({ code: 'ip_not_available' });
  await change(one, ['10.0.1.51', '10.0.1.52']);
  await change(two, ['10.0.1.50']);
  expect((await cloud.readServer(two.id)).private_net[0]?.alias_ips).toEqual(['10.0.1.50']);
});

test('detaching frees the address when it is done', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  await cloud.done(`/servers/${server.id}/actions/detach_from_network`, { network: network.id });
  expect((await cloud.readServer(server.id)).private_net).toEqual([]);
  expect(
    await cloud.api.refusal('POST', `/servers/${server.id}/actions/detach_from_network`, {
      network: network.id,
    }),
  ).toMatchObject({ code: 'service_error' });
});

test('a server is in three networks at most', async () => {
  const ids: number[] = [];
  for (const n of [1, 2, 3, 4]) {
    const subnets = [{ type: 'cloud', network_zone: 'eu-central' }];
    ids.push((await cloud.aNetwork({ name: `n-${n}`, ip_range: `10.${n}.0.0/16`, subnets })).id);
  }
  const server = await cloud.aServer({ networks: ids.slice(0, 3) });
  expect(
    await cloud.api.refusal('POST', `/servers/${server.id}/actions/attach_to_network`, { network: ids[3] }),
  ).toMatchObject({ status: 403, code: 'resource_limit_exceeded' });
});

test('a network takes 50 subnets, 100 routes and 100 servers', async () => {
  const network = await cloud.aNetwork({
    ip_range: '10.0.0.0/8',
    subnets: Array.from({ length: 50 }, () => ({ type: 'cloud', network_zone: 'eu-central' })),
    routes: Array.from({ length: 100 }, (_, n) => ({ destination: `10.200.${n}.0/24`, gateway: '10.0.0.9' })),
  });
  const path = `/networks/${network.id}/actions`;
  const limit = { status: 403, code: 'resource_limit_exceeded' };
  const subnet = { type: 'cloud', network_zone: 'eu-central' };
  expect(await cloud.api.refusal('POST', `${path}/add_subnet`, subnet)).toMatchObject({
    ...limit,
    message: 'subnet limit reached',
  });
  const route = { destination: '0.0.0.0/0', gateway: '10.0.0.9' };
  expect(await cloud.api.refusal('POST', `${path}/add_route`, route)).toMatchObject(limit);
  for (let n = 1; n <= 100; n++)
    await cloud.createServer({ name: `s-${n}`, networks: [network.id], ...privateOff });
  const body = { name: 'x', server_type: 'cx23', image: 'debian-13', networks: [network.id], ...privateOff };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject(limit);
});

test.each([
  [{ ip_range: '10.0.0.0/25' }],
  [{ ip_range: '10.0.0.1/16' }],
  [{ ip_range: '11.0.0.0/16' }],
  [{ ip_range: '172.0.0.0/8' }],
  [{ ip_range: 'fd00::/64' }],
  [{ subnets: [{ type: 'cloud', ip_range: '10.1.0.0/24', network_zone: 'eu-central' }] }],
  [{ subnets: [{ type: 'cloud', ip_range: '10.0.1.0/31', network_zone: 'eu-central' }] }],
  [{ subnets: [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'mars' }] }],
  [{ subnets: [{ type: 'vswitch', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }] }],
  [
    {
      subnets: [
        { type: 'cloud', network_zone: 'eu-central' },
        { type: 'cloud', network_zone: 'us-east' },
      ],
    },
  ],
  [{ routes: [{ destination: '10.0.1.128/25', gateway: '10.0.1.5' }] }],
])('a network with %j is refused', async (fields) => {
  const subnets = [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }];
  const body = { name: 'bad', ip_range: '10.0.0.0/16', subnets, ...fields };
  expect(await cloud.api.refusal('POST', '/networks', body)).toMatchObject({
    status: 422,
    code: 'invalid_input',
  });
});
