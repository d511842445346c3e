import {
  actionsSchema,
  type Firewall,
  firewallCreatedSchema,
  firewallSchema,
} from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const ssh = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0', '::/0'] };

async function aFirewall(fields: object = {}): Promise<Firewall> {
  const body = { name: 'firewall-1', rules: [ssh], ...fields };
  const { firewall } = await cloud.api.post(firewallCreatedSchema, '/firewalls', body);
  await cloud.settle();
  return readFirewall(firewall.id);
}

async function readFirewall(id: number): Promise<Firewall> {
  return (await cloud.api.get(z.object({ firewall: firewallSchema }), `/firewalls/${id}`)).firewall;
}

const onServer = (id: number) => [{ type: 'server', server: { id } }];
const onLabels = (selector: string) => [{ type: 'label_selector', label_selector: { selector } }];

test('rules are replaced as a list, and while that runs the firewall conflicts with other changes', async () => {
  const firewall = await aFirewall();
  const path = `/firewalls/${firewall.id}`;
  const { actions } = await cloud.api.post(actionsSchema, `${path}/actions/set_rules`, { rules: [] });
  expect(actions.map(({ command }) => command)).toEqual(['set_firewall_rules']);
  const conflict = { status: 409, code: 'conflict' };
  expect(await cloud.api.refusal('PUT', path, { name: 'x' })).toMatchObject(conflict);
  expect(await cloud.api.refusal('POST', `${path}/actions/set_rules`, { rules: [ssh] })).toMatchObject(
    conflict,
  );
  await cloud.settle();
  expect((await readFirewall(firewall.id)).rules).toEqual([]);
});

test('a firewall is pending on a server until its action is over, and in use until it is removed', async () => {
  const firewall = await aFirewall();
  const server = await cloud.aServer();
  const path = `/firewalls/${firewall.id}`;
  const body = { apply_to: onServer(server.id) };
  const { actions } = await cloud.api.post(actionsSchema, `${path}/actions/apply_to_resources`, body);
  expect(actions).toMatchObject([{ command: 'apply_firewall', status: 'running' }]);
  const statusOnServer = async () => (await cloud.readServer(server.id)).public_net.firewalls;
  expect(await statusOnServer()).toEqual([{ id: firewall.id, status: 'pending' }]);
  await cloud.settle();
  expect(await statusOnServer()).toEqual([{ id: firewall.id, status: 'applied' }]);
  expect(await cloud.api.refusal('POST', `${path}/actions/apply_to_resources`, body)).toMatchObject({
    code: 'firewall_already_applied',
  });
  expect(await cloud.api.refusal('DELETE', path)).toMatchObject({
    status: 422,
    code: 'resource_in_use',
    message: `firewall with ID ${firewall.id} is still in use`,
  });
  await cloud.api.call('POST', `${path}/actions/remove_from_resources`, { remove_from: onServer(server.id) });
  await cloud.settle();
  expect(await statusOnServer()).toEqual([]);
  expect((await cloud.api.call('DELETE', path)).status).toBe(204);
});

test('a server without a public interface takes no firewall', async () => {
  const firewall = await aFirewall();
  const publicNet = { enable_ipv4: false, enable_ipv6: false };
  const server = await cloud.aServer({ start_after_create: false, public_net: publicNet });
  const path = `/firewalls/${firewall.id}/actions/apply_to_resources`;
  expect(await cloud.api.refusal('POST', path, { apply_to: onServer(server.id) })).toMatchObject({
    status: 422,
    code: 'private_net_only_server',
  });
  const body = {
    name: 'b',
    server_type: 'cx23',
    image: 'debian-13',
    public_net: publicNet,
    firewalls: [{ firewall: firewall.id }],
  };
  expect(await cloud.api.refusal('POST', '/servers', body)).toMatchObject({
    code: 'private_net_only_server',
  });
});

test('a missing server is 404 when applying and 422 when creating', async () => {
  const firewall = await aFirewall();
  const code = 'firewall_resource_not_found';
  const path = `/firewalls/${firewall.id}/actions/apply_to_resources`;
  expect(await cloud.api.refusal('POST', path, { apply_to: onServer(7) })).toMatchObject({
    status: 404,
    code,
  });
  const body = { name: 'b', apply_to: onServer(7) };
  expect(await cloud.api.refusal('POST', '/firewalls', body)).toMatchObject({ status: 422, code });
});

test('a label selector follows the labels after a moment, and can not be overruled per server', async () => {
  const server = await cloud.aServer({ labels: { env: 'prod' } });
  const firewall = await aFirewall({ apply_to: onLabels('env=prod') });
  const selected = async () =>
    (await readFirewall(firewall.id)).applied_to[0]?.applied_to_resources?.map(
      (resource) => resource.server?.id,
    );
  expect(await selected()).toEqual([server.id]);
  const path = `/firewalls/${firewall.id}/actions/remove_from_resources`;
  expect(await cloud.api.refusal('POST', path, { remove_from: onServer(server.id) })).toMatchObject({
    status: 422,
    code: 'firewall_managed_by_label_selector',
  });
  await cloud.api.call('PUT', `/servers/${server.id}`, { labels: {} });
  expect(await selected()).toEqual([server.id]);
  await cloud.advance(400);
  expect(await selected()).toEqual([]);
  const second = await cloud.aServer({ name: 'second', labels: { env: 'prod' } });
  expect(await selected()).toEqual([second.id]);
  await cloud.api.call('POST', path, { remove_from: onLabels('env=prod') });
  await cloud.settle();
  expect((await readFirewall(firewall.id)).applied_to).toEqual([]);
});

test('a server takes five firewalls', async () => {
  const server = await cloud.aServer();
  for (let n = 1; n <= 5; n++) await aFirewall({ name: `f-${n}`, apply_to: onServer(server.id) });
  const body = { name: 'f-6', apply_to: onServer(server.id) };
  expect(await cloud.api.refusal('POST', '/firewalls', body)).toMatchObject({
    code: 'resource_limit_exceeded',
  });
  expect(await cloud.api.refusal('GET', '/firewalls/7')).toMatchObject({ status: 404 });
});

test('the same server twice is refused', async () => {
  const server = await cloud.aServer();
  const twice = [...onServer(server.id), ...onServer(server.id)];
  expect(await cloud.api.refusal('POST', '/firewalls', { name: 'f', apply_to: twice })).toMatchObject({
    code: 'server_already_added',
  });
});
