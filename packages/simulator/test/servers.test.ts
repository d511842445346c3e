import { primaryIpSchema, serverPasswordSetSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const primaryIps = z.object({ primary_ips: z.array(primaryIpSchema) });
const privateOnly = { public_net: { enable_ipv4: false, enable_ipv6: false } };

test('a new server is initializing, then starting, then running, and locked until a moment after', async () => {
  const { server, action, next_actions: next, root_password: password } = await cloud.createServer();
  expect(server).toMatchObject({ status: 'initializing', locked: true });
  expect(action).toMatchObject({ command: 'create_server', status: 'running', progress: 0, finished: null });
  expect(next.map(({ command }) => command)).toEqual(['start_server']);
  expect(password).toHaveLength(20);

  const created = await cloud.ended(action.id);
  expect(created).toMatchObject({ status: 'success', progress: 100, error: null });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'starting', locked: true });
  await cloud.settle();
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running', locked: false });
});

test('a server stays locked for a moment although all its actions are done', async () => {
  const { server, next_actions: next } = await cloud.createServer();
  await cloud.ended(next[0]?.id ?? 0);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running', locked: true });
  expect(await cloud.api.refusal('POST', `/servers/${server.id}/actions/poweroff`)).toMatchObject({
    status: 423,
    code: 'locked',
    message: 'cannot perform operation because server is locked',
  });
  await cloud.advance(100);
  expect(await cloud.readServer(server.id)).toMatchObject({ locked: false });
});

test('a server that is not to start ends off', async () => {
  const server = await cloud.aServer({ start_after_create: false });
  expect(server).toMatchObject({ status: 'off', locked: false });
});

test('no root password is made when an SSH key is given, by id or by name', async () => {
  const key = { name: 'key', public_key: `ssh-ed25519 ${ed25519Blob()} me@here` };
  const { ssh_key: created } = await cloud.api.post(
    z.object({ ssh_key: z.object({ id: z.int() }) }),
    '/ssh_keys',
    key,
  );
  const byName = await cloud.createServer({ name: 'a', ssh_keys: ['key'] });
  const byId = await cloud.createServer({ name: 'b', ssh_keys: [created.id] });
  expect([byName.root_password, byId.root_password]).toEqual([null, null]);
});

function ed25519Blob(): string {
  const length = Buffer.from([0, 0, 0, 11]);
  return Buffer.concat([
    length,
    Buffer.from('ssh-ed25519'),
    Buffer.from([0, 0, 0, 32]),
    Buffer.alloc(32, 7),
  ]).toString('base64');
}

test('types, images and locations are named by id, by numeric string or by name', async () => {
  const first = await cloud.aServer();
  const server = await cloud.aServer({
    name: 'by-id',
    server_type: first.server_type.id,
    image: String(first.image?.id),
    location: first.location.id,
  });
  expect(server.server_type.name).toBe('cx23');
  expect(server.image?.name).toBe('debian-13');
  expect(server.location.name).toBe('fsn1');
});

test('an image name means the one for the architecture of the type', async () => {
  const server = await cloud.aServer({ server_type: 'cax11' });
  expect(server.image).toMatchObject({ name: 'debian-13', architecture: 'arm' });
});

test.each([
  [{ server_type: 'nope' }, 422, 'invalid_input', "server type 'nope' not found"],
  [{ image: 'nope' }, 422, 'invalid_input', "image 'nope' not found"],
  [{ location: 'nope' }, 422, 'invalid_input', "location 'nope' not found"],
  [{ location: 'ash' }, 422, 'invalid_input', 'unsupported location for server type'],
  [{ server_type: 'cpx11' }, 422, 'invalid_input', 'unsupported location for server type'],
  [{ server_type: 'cax41', location: 'hel1' }, 412, 'resource_unavailable', 'error during placement'],
  [{ ssh_keys: ['nope'] }, 422, 'invalid_input', "SSH key 'nope' not found"],
  [{ networks: [7] }, 422, 'invalid_input', "network '7' not found"],
  [{ volumes: [7] }, 422, 'invalid_input', "volume '7' not found"],
  [{ firewalls: [{ firewall: 7 }] }, 422, 'invalid_input', "firewall '7' not found"],
  [{ placement_group: 7 }, 422, 'invalid_input', "placement group '7' not found"],
  [{ public_net: { ipv4: 7 } }, 422, 'invalid_input', "primary ip '7' not found"],
])('creating with %j is refused and leaves nothing', async (fields, status, code, message) => {
  const body = { name: 'x', server_type: 'cx23', image: 'debian-13', location: 'fsn1', ...fields };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({ status, code, message });
  expect((await cloud.api.get(primaryIps, '/primary_ips')).primary_ips).toEqual([]);
  expect((await cloud.api.get(z.object({ servers: z.array(z.unknown()) }), '/servers')).servers).toEqual([]);
});

test('user data may have 32 KiB and is told by nobody but the control API', async () => {
  const userData = 'ä'.repeat(16 * 1024);
  const server = await cloud.aServer({ user_data: userData });
  expect(JSON.stringify(server)).not.toContain('ää');
  expect((await cloud.control.call('GET', `/servers/${server.id}/user-data`)).body).toBe(userData);
  const body = { name: 'b', server_type: 'cx23', image: 'debian-13', user_data: `${userData}x` };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({ code: 'invalid_input' });
});

test('a name is taken until the server that has it is gone', async () => {
  const server = await cloud.aServer();
  const again = { name: 'server-1', server_type: 'cx23', image: 'debian-13' };
  const taken = { status: 409, code: 'uniqueness_error', message: 'server name is already used' };
  expect(await cloud.api.refusal('POST', '/servers', again)).toMatchObject({
    ...taken,
    details: { fields: [{ name: 'name' }] },
  });
  await cloud.api.delete(`/servers/${server.id}`);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'deleting' });
  expect(await cloud.api.refusal('POST', '/servers', again)).toMatchObject(taken);
  await cloud.settle();
  expect(await cloud.api.refusal('GET', `/servers/${server.id}`)).toMatchObject({
    status: 404,
    code: 'not_found',
  });
  expect((await cloud.aServer()).id).toBeGreaterThan(server.id);
});

test('implicit Primary IPs are listed, go with the server, and given ones stay', async () => {
  const kept = await cloud.aPrimaryIp();
  const server = await cloud.aServer({ public_net: { ipv4: kept.id } });
  expect(server.public_net.ipv4).toMatchObject({ id: kept.id, ip: kept.ip });
  const before = (await cloud.api.get(primaryIps, '/primary_ips')).primary_ips;
  expect(before.map(({ type, auto_delete: dies }) => [type, dies])).toEqual([
    ['ipv4', false],
    ['ipv6', true],
  ]);
  expect(before.map(({ assignee_id: id }) => id)).toEqual([server.id, server.id]);

  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  const after = (await cloud.api.get(primaryIps, '/primary_ips')).primary_ips;
  expect(after).toMatchObject([{ id: kept.id, assignee_id: null, assignee_type: 'unassigned' }]);
});

test('a server without any interface can not be started', async () => {
  const { server, next_actions: next } = await cloud.createServer(privateOnly);
  await cloud.settle();
  expect(await cloud.action(next[0]?.id ?? 0)).toMatchObject({
    status: 'error',
    error: {
      code: 'invalid_input',
      message: 'no public or private network interfaces found, cannot start server',
    },
  });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off', locked: false });
});

test('a private-only server is created off, attached with its address, and started', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ ...privateOnly, start_after_create: false });
  await cloud.done(`/servers/${server.id}/actions/attach_to_network`, {
    network: network.id,
    ip: '10.0.1.9',
  });
  const started = await cloud.done(`/servers/${server.id}/actions/poweron`);
  expect(started.status).toBe('success');
  expect(await cloud.readServer(server.id)).toMatchObject({
    status: 'running',
    public_net: { ipv4: null, ipv6: null, firewalls: [], floating_ips: [] },
    private_net: [{ network: network.id, ip: '10.0.1.9', alias_ips: [], mac_address: /^86:00:00:/ }],
  });
});

test('networks at creation give the first free address, or name what is wrong with them', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  expect(server.private_net).toMatchObject([{ network: network.id, ip: '10.0.1.1' }]);
  const body = {
    name: 'b',
    server_type: 'ccx13',
    image: 'debian-13',
    location: 'ash',
    networks: [network.id],
  };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({
    code: 'invalid_input',
    message: `network ${network.id} has no free IP available or is in a different network zone`,
  });
});

test('one action at a time: a second one meets 423 and leaves no trace', async () => {
  const server = await cloud.aServer();
  await cloud.api.call('POST', `/servers/${server.id}/actions/poweroff`);
  for (const action of ['poweron', 'reboot', 'enable_rescue', 'create_image']) {
    expect(await cloud.api.refusal('POST', `/servers/${server.id}/actions/${action}`, {})).toMatchObject({
      status: 423,
      code: 'locked',
    });
  }
  expect(await cloud.api.refusal('DELETE', `/servers/${server.id}`)).toMatchObject({ code: 'locked' });
  await cloud.settle();
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off' });
});

test('shutdown succeeds when the signal is sent; the guest goes off later', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions/shutdown`;
  const { body } = await cloud.api.call('POST', path);
  const { action } = z.object({ action: z.object({ id: z.int() }) }).parse(body);
  await cloud.advance(150);
  expect(await cloud.action(action.id)).toMatchObject({ command: 'shutdown_server', status: 'success' });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running', locked: false });
  await cloud.advance(600);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off' });
});

test('a shutdown signal from before does not stop a machine that was started again', async () => {
  const server = await cloud.aServer();
  await cloud.api.call('POST', `/servers/${server.id}/actions/shutdown`);
  await cloud.advance(150);
  await cloud.api.call('POST', `/servers/${server.id}/actions/reset`);
  await cloud.settle();
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running' });
});

test('power actions that change nothing succeed', async () => {
  const server = await cloud.aServer();
  expect(await cloud.done(`/servers/${server.id}/actions/poweron`)).toMatchObject({ status: 'success' });
  expect(await cloud.done(`/servers/${server.id}/actions/reboot`)).toMatchObject({ status: 'success' });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running' });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  expect(await cloud.done(`/servers/${server.id}/actions/poweroff`)).toMatchObject({ status: 'success' });
  expect(await cloud.done(`/servers/${server.id}/actions/reboot`)).toMatchObject({ status: 'success' });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off' });
});

test('the type changes only when off, to one that fits, and the machine starts again', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions/change_type`;
  const larger = { server_type: 'cx33', upgrade_disk: false };
  expect(await cloud.api.refusal('POST', path, larger)).toMatchObject({ code: 'server_not_stopped' });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  for (const misfit of ['cax21', 'cx23', 'cpx31']) {
    const refusal = await cloud.api.refusal('POST', path, { server_type: misfit, upgrade_disk: false });
    expect(refusal).toMatchObject({ code: 'invalid_server_type' });
  }
  await cloud.done(path, larger);
  const changed = await cloud.readServer(server.id);
  expect(changed).toMatchObject({ status: 'running', primary_disk_size: 40, server_type: { name: 'cx33' } });

  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  await cloud.done(path, { server_type: 'cx43', upgrade_disk: true });
  expect(await cloud.readServer(server.id)).toMatchObject({ primary_disk_size: 160 });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  expect(await cloud.api.refusal('POST', path, larger)).toMatchObject({ code: 'invalid_server_type' });
});

test('protection holds off delete and rebuild, and both flags go together', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions`;
  expect(await cloud.api.refusal('POST', `${path}/change_protection`, { delete: true })).toMatchObject({
    code: 'invalid_input',
  });
  const done = await cloud.done(`${path}/change_protection`, { delete: true, rebuild: true });
  expect(done).toMatchObject({ status: 'success', progress: 100 });
  expect(await cloud.api.refusal('DELETE', `/servers/${server.id}`)).toMatchObject({
    status: 423,
    code: 'protected',
    message: 'server deletion is protected',
  });
  expect(await cloud.api.refusal('POST', `${path}/rebuild`, { image: 'debian-12' })).toMatchObject({
    code: 'protected',
  });
});

test('a rebuild changes the disk, keeps the addresses, and the user data unless new is given', async () => {
  const server = await cloud.aServer({ user_data: 'old' });
  const path = `/servers/${server.id}/actions/rebuild`;
  const { root_password: password } = await cloud.api.post(serverPasswordSetSchema, path, {
    image: 'debian-12',
  });
  expect(password).toHaveLength(20);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'rebuilding' });
  await cloud.settle();
  const rebuilt = await cloud.readServer(server.id);
  expect(rebuilt).toMatchObject({ status: 'running', image: { name: 'debian-12' } });
  expect(rebuilt.public_net).toEqual(server.public_net);
  expect((await cloud.control.call('GET', `/servers/${server.id}/user-data`)).body).toBe('old');
  await cloud.done(path, { image: 'debian-12', user_data: 'new' });
  expect((await cloud.control.call('GET', `/servers/${server.id}/user-data`)).body).toBe('new');
});

test('rescue mode lasts an hour or until the next boot', async () => {
  const server = await cloud.aServer();
  await cloud.done(`/servers/${server.id}/actions/enable_rescue`);
  expect(await cloud.readServer(server.id)).toMatchObject({ rescue_enabled: true });
  await cloud.done(`/servers/${server.id}/actions/reset`);
  expect(await cloud.readServer(server.id)).toMatchObject({ rescue_enabled: false });
  await cloud.done(`/servers/${server.id}/actions/enable_rescue`);
  await cloud.advance(3_600_000);
  expect(await cloud.readServer(server.id)).toMatchObject({ rescue_enabled: false });
});

test('a put changes name and labels and keeps what is left out', async () => {
  const server = await cloud.aServer({ labels: { a: '1' } });
  const path = `/servers/${server.id}`;
  const answer = z.object({ server: z.object({ name: z.string(), labels: z.unknown() }) });
  expect((await cloud.api.put(answer, path, { name: 'renamed' })).server).toEqual({
    name: 'renamed',
    labels: { a: '1' },
  });
  expect((await cloud.api.put(answer, path, { labels: {} })).server).toEqual({ name: 'renamed', labels: {} });
});

test('at most ten servers share a placement group', async () => {
  const { placement_group: group } = await cloud.api.post(
    z.object({ placement_group: z.object({ id: z.int() }) }),
    '/placement_groups',
    { name: 'group', type: 'spread' },
  );
  for (let n = 1; n <= 10; n++) await cloud.createServer({ name: `member-${n}`, placement_group: group.id });
  const eleventh = { name: 'x', server_type: 'cx23', image: 'debian-13', placement_group: group.id };
  expect(await cloud.api.refusal('POST', '/servers', eleventh)).toMatchObject({
    code: 'placement_group_member_limit_reached',
    message: `placement group with ID ${group.id} contains already 10 servers`,
  });
});

test('a server joins a placement group when off, and leaves it at any time', async () => {
  const answer = z.object({ placement_group: z.object({ id: z.int(), servers: z.array(z.int()) }) });
  const body = { name: 'group', type: 'spread' };
  const { placement_group: group } = await cloud.api.post(answer, '/placement_groups', body);
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions/add_to_placement_group`;
  const join = { placement_group: group.id };
  expect(await cloud.api.refusal('POST', path, join)).toMatchObject({ code: 'server_not_stopped' });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  await cloud.done(path, join);
  const joined = await cloud.api.get(answer, `/placement_groups/${group.id}`);
  expect(joined.placement_group.servers).toEqual([server.id]);
  expect((await cloud.readServer(server.id)).placement_group?.id).toBe(group.id);
  await cloud.done(`/servers/${server.id}/actions/remove_from_placement_group`);
  expect((await cloud.readServer(server.id)).placement_group).toBeNull();
});
