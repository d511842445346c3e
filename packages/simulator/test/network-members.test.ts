import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const members = z.object({
  members: z.array(
    z.strictObject({
      id: z.int(),
      type: z.string(),
      ip: z.string(),
      alias_ips: z.array(z.string()),
      subnet: z.string(),
      status: z.string(),
    }),
  ),
});
const membersOf = async (networkId: number, query = '') =>
  (await cloud.api.get(members, `/networks/${networkId}/members${query}`)).members;

test('a member is told from when it comes until it has gone, with what happens to it', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer();
  const act = (action: string, fields: object) =>
    cloud.api.call('POST', `/servers/${server.id}/actions/${action}`, { network: network.id, ...fields });
  const only = { id: server.id, type: 'server', ip: '10.0.1.9', subnet: '10.0.1.0/24' };
  await act('attach_to_network', { ip: '10.0.1.9' });
  expect(await membersOf(network.id)).toEqual([{ ...only, alias_ips: [], status: 'attaching' }]);
  await cloud.settle();
  expect(await membersOf(network.id)).toEqual([{ ...only, alias_ips: [], status: 'ok' }]);
  await act('change_alias_ips', { alias_ips: ['10.0.1.50'] });
  expect(await membersOf(network.id)).toMatchObject([{ alias_ips: [], status: 'updating' }]);
  await cloud.settle();
  expect(await membersOf(network.id)).toMatchObject([{ alias_ips: ['10.0.1.50'], status: 'ok' }]);
  await act('detach_from_network', {});
  expect(await membersOf(network.id)).toMatchObject([{ status: 'detaching' }]);
  await cloud.settle();
  expect(await membersOf(network.id)).toEqual([]);
});

test('members are chosen by type, status and subnet, and sorted by address as a number', async () => {
  const subnets = ['10.0.1.0/24', '10.0.2.0/24'].map((ipRange) => ({
    type: 'cloud',
    ip_range: ipRange,
    network_zone: 'eu-central',
  }));
  const network = await cloud.aNetwork({ subnets });
  for (const [at, ip] of ['10.0.1.10', '10.0.1.9', '10.0.2.7'].entries()) {
    const server = await cloud.aServer({ name: `server-${at}` });
    await cloud.done(`/servers/${server.id}/actions/attach_to_network`, { network: network.id, ip });
  }
  const ips = async (query: string) => (await membersOf(network.id, query)).map(({ ip }) => ip);
  expect(await ips('?sort=ip')).toEqual(['10.0.1.9', '10.0.1.10', '10.0.2.7']);
  expect(await ips('?subnet=10.0.2.0/24')).toEqual(['10.0.2.7']);
  expect(await ips('?type=load_balancer')).toEqual([]);
  expect(await ips('?status=attaching&status=updating')).toEqual([]);
  expect(await ips('?status=ok&per_page=1&page=2')).toEqual(['10.0.1.9']);
  expect((await cloud.api.call('GET', `/networks/${network.id}/members?status=x`)).status).toBe(422);
  expect((await cloud.api.call('GET', '/networks/7/members')).status).toBe(404);
});

test('a subnet into which somebody comes behind the back while it is being removed stays', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer();
  const path = `/networks/${network.id}/actions/delete_subnet`;
  const removal = await cloud.api.post(z.object({ action: z.object({ id: z.int() }) }), path, {
    ip_range: '10.0.1.0/24',
  });
  const attach = `/servers/${server.id}/actions/attach_to_network`;
  await cloud.control.post(z.unknown(), `/projects/${TOKEN}/calls`, {
    method: 'POST',
    path: attach,
    body: { network: network.id },
  });
  expect(await cloud.ended(removal.action.id)).toMatchObject({ error: { code: 'service_error' } });
  expect(await membersOf(network.id)).toMatchObject([{ subnet: '10.0.1.0/24', status: 'ok' }]);
});
