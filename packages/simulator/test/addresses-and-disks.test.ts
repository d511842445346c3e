import {
  imageCreatedSchema,
  imageSchema,
  primaryIpCreatedSchema,
  sshKeySchema,
  volumeCreatedSchema,
} from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

test('a free Primary IP is unassigned, IPv6 ones are a /64', async () => {
  const four = await cloud.aPrimaryIp();
  const six = await cloud.aPrimaryIp({ name: 'six', type: 'ipv6' });
  expect(four).toMatchObject({
    type: 'ipv4',
    assignee_type: 'unassigned',
    assignee_id: null,
    auto_delete: false,
  });
  expect(four.dns_ptr).toMatchObject([{ ip: four.ip }]);
  expect(six.ip).toMatch(/^2001:db8:[0-9a-f]+:[0-9a-f]+::\/64$/);
});

test('a Primary IP is assigned and unassigned only while its server is off', async () => {
  const ip = await cloud.aPrimaryIp();
  const server = await cloud.aServer({ public_net: { enable_ipv4: false } });
  const path = `/primary_ips/${ip.id}/actions`;
  const body = { assignee_type: 'server', assignee_id: server.id };
  expect(await cloud.api.refusal('POST', `${path}/assign`, body)).toMatchObject({
    code: 'server_not_stopped',
  });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  expect(await cloud.done(`${path}/assign`, body)).toMatchObject({
    command: 'assign_primary_ip',
    status: 'success',
  });
  expect((await cloud.readServer(server.id)).public_net.ipv4).toMatchObject({ id: ip.id, ip: ip.ip });
  expect(await cloud.api.refusal('POST', `${path}/assign`, body)).toMatchObject({
    code: 'primary_ip_already_assigned',
  });
  expect(await cloud.api.refusal('DELETE', `/primary_ips/${ip.id}`)).toMatchObject({
    status: 422,
    code: 'must_be_unassigned',
  });

  await cloud.done(`/servers/${server.id}/actions/poweron`);
  expect(await cloud.api.refusal('POST', `${path}/unassign`)).toMatchObject({ code: 'server_not_stopped' });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  await cloud.done(`${path}/unassign`);
  expect((await cloud.readServer(server.id)).public_net.ipv4).toBeNull();
  expect((await cloud.api.call('DELETE', `/primary_ips/${ip.id}`)).status).toBe(204);
});

test('a server takes one Primary IP per family, from its own location', async () => {
  const server = await cloud.aServer({ start_after_create: false });
  const here = await cloud.aPrimaryIp();
  const there = await cloud.aPrimaryIp({ name: 'there', type: 'ipv6', location: 'hel1' });
  const body = { assignee_type: 'server', assignee_id: server.id };
  const refusal = (id: number) => cloud.api.refusal('POST', `/primary_ips/${id}/actions/assign`, body);
  expect(await refusal(here.id)).toMatchObject({ code: 'server_has_ipv4' });
  expect(await refusal(there.id)).toMatchObject({ code: 'invalid_input' });
});

test('a Primary IP made for a server is assigned by an action', async () => {
  const server = await cloud.aServer({ start_after_create: false, public_net: { enable_ipv4: false } });
  const body = { name: 'mine', type: 'ipv4', assignee_type: 'server', assignee_id: server.id };
  const { primary_ip: ip, action } = await cloud.api.post(primaryIpCreatedSchema, '/primary_ips', body);
  expect(ip).toMatchObject({ location: { name: 'fsn1' }, assignee_id: null });
  expect(action).toMatchObject({ command: 'assign_primary_ip', status: 'running' });
  await cloud.settle();
  expect(await cloud.readPrimaryIp(ip.id)).toMatchObject({ assignee_type: 'server', assignee_id: server.id });
});

test('a Primary IP is given to a server only if it is free, of that family and in that place', async () => {
  const taken = await cloud.aPrimaryIp({ name: 'taken' });
  await cloud.aServer({ public_net: { ipv4: taken.id } });
  const six = await cloud.aPrimaryIp({ name: 'six', type: 'ipv6' });
  const there = await cloud.aPrimaryIp({ name: 'there', location: 'hel1' });
  const codes = {
    [taken.id]: 'primary_ip_assigned',
    [six.id]: 'primary_ip_version_mismatch',
    [there.id]: 'primary_ip_datacenter_mismatch',
  };
  for (const [id, code] of Object.entries(codes)) {
    const body = {
      name: 'x',
      server_type: 'cx23',
      image: 'debian-13',
      location: 'fsn1',
      public_net: { ipv4: Number(id) },
    };
    expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({ code });
  }
});

test('protection of a Primary IP excludes auto_delete', async () => {
  const ip = await cloud.aPrimaryIp({ auto_delete: true });
  const path = `/primary_ips/${ip.id}`;
  const protect = { delete: true };
  expect(await cloud.api.refusal('POST', `${path}/actions/change_protection`, protect)).toMatchObject({
    code: 'invalid_input',
  });
  await cloud.api.call('PUT', path, { auto_delete: false });
  await cloud.done(`${path}/actions/change_protection`, protect);
  expect(await cloud.api.refusal('DELETE', path)).toMatchObject({ status: 423, code: 'protected' });
  expect(await cloud.api.refusal('PUT', path, { auto_delete: true })).toMatchObject({
    code: 'invalid_input',
  });
});

test('reverse DNS is set for addresses that belong to it, and reset by null', async () => {
  const ip = await cloud.aPrimaryIp();
  const path = `/primary_ips/${ip.id}/actions/change_dns_ptr`;
  await cloud.done(path, { ip: ip.ip, dns_ptr: 'host.example.com' });
  expect((await cloud.readPrimaryIp(ip.id)).dns_ptr).toEqual([{ ip: ip.ip, dns_ptr: 'host.example.com' }]);
  await cloud.done(path, { ip: ip.ip, dns_ptr: null });
  expect((await cloud.readPrimaryIp(ip.id)).dns_ptr).toEqual(ip.dns_ptr);
  expect(await cloud.api.refusal('POST', path, { ip: '192.0.2.1', dns_ptr: 'x' })).toMatchObject({
    code: 'invalid_input',
  });
});

test('a volume is made, then attached to the server it was made for', async () => {
  const server = await cloud.aServer();
  const body = { name: 'data', size: 10, server: server.id, format: 'ext4', automount: true };
  const answer = await cloud.api.post(volumeCreatedSchema, '/volumes', body);
  expect(answer.volume).toMatchObject({ status: 'creating', server: null, location: { name: 'fsn1' } });
  expect(answer.next_actions.map(({ command }) => command)).toEqual(['attach_volume']);
  await cloud.settle();
  const volume = await cloud.readVolume(answer.volume.id);
  expect(volume).toMatchObject({ status: 'available', server: server.id, format: 'ext4' });
  expect(volume.linux_device).toBe(`/dev/disk/by-id/scsi-0HC_Volume_${volume.id}`);
  expect((await cloud.readServer(server.id)).volumes).toEqual([volume.id]);
});

test('of two volumes made for one server at once, one may fail to attach because the server is locked', async () => {
  const server = await cloud.aServer();
  const ids: number[] = [];
  for (const name of ['one', 'two']) {
    const answer = await cloud.api.post(volumeCreatedSchema, '/volumes', {
      name,
      size: 10,
      server: server.id,
    });
    ids.push(answer.next_actions[0]?.id ?? 0);
  }
  await cloud.settle();
  const ends = await Promise.all(ids.map((id) => cloud.action(id)));
  expect(ends.map(({ status }) => status)).toEqual(expect.arrayContaining(['success', 'error']));
  expect(ends.find(({ status }) => status === 'error')?.error?.message).toContain('locked');
});

test('a volume moves between servers of its location, one at a time', async () => {
  const volume = await cloud.aVolume();
  const one = await cloud.aServer({ name: 'one' });
  const far = await cloud.aServer({ name: 'far', location: 'hel1' });
  const path = `/volumes/${volume.id}`;
  expect(await cloud.api.refusal('POST', `${path}/actions/attach`, { server: far.id })).toMatchObject({
    code: 'invalid_input',
  });
  expect(await cloud.api.refusal('POST', `${path}/actions/detach`)).toMatchObject({
    code: 'service_error',
    message: 'volume not attached to a server',
  });
  await cloud.done(`${path}/actions/attach`, { server: one.id });
  expect(await cloud.api.refusal('POST', `${path}/actions/attach`, { server: one.id })).toMatchObject({
    code: 'service_error',
    message: 'volume is already attached to a server, please detach it first',
  });
  expect(await cloud.api.refusal('DELETE', path)).toMatchObject({ status: 422, code: 'service_error' });
  await cloud.done(`${path}/actions/detach`);
  expect((await cloud.api.call('DELETE', path)).status).toBe(204);
});

test('a volume only grows, within its bounds', async () => {
  const volume = await cloud.aVolume({ size: 20 });
  const path = `/volumes/${volume.id}/actions/resize`;
  for (const size of [10, 20, 10_241, 20.5]) {
    expect(await cloud.api.refusal('POST', path, { size })).toMatchObject({ code: 'invalid_input' });
  }
  await cloud.done(path, { size: 30 });
  expect(await cloud.readVolume(volume.id)).toMatchObject({ size: 30 });
  for (const fields of [
    { size: 9 },
    { name: '-x' },
    { name: 'x'.repeat(65) },
    { format: 'btrfs' },
    { location: undefined },
  ]) {
    const body = { name: 'v', size: 10, location: 'fsn1', ...fields };
    expect(await cloud.api.refusal('POST', '/volumes', body)).toMatchObject({ code: 'invalid_input' });
  }
});

test('a server takes 16 volumes', async () => {
  const server = await cloud.aServer();
  const attach = async (name: string) => {
    const volume = await cloud.aVolume({ name });
    return `/volumes/${volume.id}/actions/attach`;
  };
  for (let n = 1; n <= 16; n++) await cloud.done(await attach(`v-${n}`), { server: server.id });
  const one = await attach('one-more');
  expect(await cloud.api.refusal('POST', one, { server: server.id })).toMatchObject({
    code: 'limit_exceeded_error',
  });
});

test('deleting a server detaches its volumes', async () => {
  const volume = await cloud.aVolume();
  const server = await cloud.aServer({ volumes: [volume.id] });
  expect(server.volumes).toEqual([volume.id]);
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  expect(await cloud.readVolume(volume.id)).toMatchObject({ server: null });
});

const images = z.object({ images: z.array(imageSchema) });

test('system images come per architecture, deprecated ones only when asked for', async () => {
  const list = async (query: string) => (await cloud.api.get(images, `/images?${query}`)).images;
  expect((await list('name=debian-13')).map(({ architecture }) => architecture)).toEqual(['x86', 'arm']);
  expect(await list('name=debian-13&architecture=arm')).toHaveLength(1);
  expect(await list('name=debian-11')).toEqual([]);
  expect(await list('name=debian-11&include_deprecated=true')).toHaveLength(2);
  expect(await list('type=snapshot&type=backup')).toEqual([]);
  const [first] = await list('name=ubuntu-24.04&architecture=x86');
  expect(await cloud.api.refusal('DELETE', `/images/${first?.id}`)).toMatchObject({ status: 403 });
});

test('a snapshot is creating until its action is over, and outlives its server', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions/create_image`;
  const body = { description: 'mine', labels: { a: 'b' } };
  const { image, action } = await cloud.api.post(imageCreatedSchema, path, body);
  expect(image).toMatchObject({
    status: 'creating',
    type: 'snapshot',
    name: null,
    image_size: null,
    disk_size: 40,
  });
  expect(action.resources).toEqual([
    { id: server.id, type: 'server' },
    { id: image.id, type: 'image' },
  ]);
  const using = { name: 'b', server_type: 'cx23', image: image.id };
  expect(await cloud.api.refusal('POST', '/servers', using)).toMatchObject({
    message: 'image is not available',
  });
  await cloud.settle();
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  const copy = await cloud.aServer({ name: 'copy', image: image.id });
  expect(copy.image).toMatchObject({ id: image.id, status: 'available', created_from: { name: 'server-1' } });

  expect((await cloud.api.call('DELETE', `/images/${image.id}`)).status).toBe(204);
  expect(await cloud.api.refusal('GET', `/images/${image.id}`)).toMatchObject({ status: 404 });
  expect((await cloud.readServer(copy.id)).image?.deleted).not.toBeNull();
});

test('an image needs a disk that is large enough', async () => {
  const large = await cloud.aServer({ server_type: 'cx33' });
  const { image } = await cloud.api.post(imageCreatedSchema, `/servers/${large.id}/actions/create_image`);
  await cloud.settle();
  const body = { name: 'b', server_type: 'cx23', image: image.id };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({
    code: 'invalid_input',
    message: 'image disk is bigger than server type disk',
  });
});

test('backups need to be enabled, have seven slots, and go with the server', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions`;
  const backup = { type: 'backup' };
  expect(await cloud.api.refusal('POST', `${path}/create_image`, backup)).toMatchObject({ status: 422 });
  await cloud.done(`${path}/enable_backup`);
  expect(await cloud.readServer(server.id)).toMatchObject({ backup_window: '22-02' });
  for (let n = 1; n <= 8; n++) {
    await cloud.api.call('POST', `${path}/create_image`, backup);
    await cloud.settle();
  }
  const bound = async () => (await cloud.api.get(images, `/images?bound_to=${server.id}`)).images;
  const backups = await bound();
  expect(backups).toHaveLength(7);
  const kept = backups[0]?.id;
  await cloud.api.call('PUT', `/images/${kept}`, { type: 'snapshot' });
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  expect(await bound()).toEqual([]);
  expect((await cloud.api.call('GET', `/images/${kept}`)).status).toBe(200);
});

test('a public key comes back as it was given, to the newline at its end', async () => {
  const publicKey =
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@here\n';
  const body = { name: 'key', public_key: publicKey };
  const { ssh_key: key } = await cloud.api.post(z.object({ ssh_key: sshKeySchema }), '/ssh_keys', body);
  expect(key.public_key).toBe(publicKey);
});

test('an SSH key is unique by name and by key, and has an MD5 fingerprint', async () => {
  const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';
  const body = { name: 'key', public_key: `ssh-ed25519 ${blob} me@here` };
  const { ssh_key: key } = await cloud.api.post(z.object({ ssh_key: sshKeySchema }), '/ssh_keys', body);
  expect(key.fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  expect(await cloud.api.refusal('POST', '/ssh_keys', body)).toMatchObject({
    status: 409,
    details: { fields: [{ name: 'name' }] },
  });
  expect(await cloud.api.refusal('POST', '/ssh_keys', { ...body, name: 'other' })).toMatchObject({
    status: 409,
    code: 'uniqueness_error',
    details: { fields: [{ name: 'public_key' }] },
  });
  const bad = { name: 'bad', public_key: 'ssh-rsa nonsense' };
  expect(await cloud.api.refusal('POST', '/ssh_keys', bad)).toMatchObject({ code: 'invalid_input' });
});
