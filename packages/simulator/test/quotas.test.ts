import { afterEach, beforeEach, expect, test } from 'vitest';
import { OTHER_TOKEN, TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const setQuotas = (quotas: object) => cloud.control.call('PUT', `/projects/${TOKEN}/quotas`, quotas);
const aServerBody = (fields: object = {}) => ({
  name: 'server-1',
  server_type: 'cx23',
  image: 'debian-13',
  location: 'fsn1',
  ...fields,
});
const refused = {
  status: 403,
  code: 'resource_limit_exceeded',
  details: { limits: [{ name: 'project_limit' }] },
};

test('a quota refuses what would go beyond it, leaves nothing of it, and is holds for one project alone', async () => {
  await setQuotas({ networks: 1 });
  const network = { name: 'network-2', ip_range: '10.0.0.0/16' };
  await cloud.aNetwork();
  expect(await cloud.api.refusal('POST', '/networks', network)).toMatchObject(refused);
  expect((await cloud.api.call('GET', '/networks?name=network-2')).body).toMatchObject({ networks: [] });
  expect((await cloud.project(OTHER_TOKEN).call('POST', '/networks', network)).status).toBe(201);
});

test('a server counts with its cores, and with the addresses that it brings', async () => {
  await setQuotas({ cores: 6 });
  await cloud.aServer();
  const large = aServerBody({ name: 'large', server_type: 'cx43' });
  expect(await cloud.api.refusal('POST', '/servers', large)).toMatchObject(refused);
  await setQuotas({ cores: null, primary_ips: 3 });
  const second = aServerBody({ name: 'second' });
  expect(await cloud.api.refusal('POST', '/servers', second)).toMatchObject(refused);
  const withoutIpv6 = { ...second, public_net: { enable_ipv6: false } };
  expect((await cloud.api.call('POST', '/servers', withoutIpv6)).status).toBe(201);
});

test('what is beyond a quota already stays and can be taken away', async () => {
  const server = await cloud.aServer();
  const { body } = await setQuotas({ servers: 0 });
  expect(body).toEqual({ quotas: { servers: 0 } });
  expect((await cloud.api.call('PUT', `/servers/${server.id}`, { name: 'renamed' })).status).toBe(200);
  expect((await cloud.api.call('DELETE', `/servers/${server.id}`)).status).toBe(200);
  await cloud.settle();
  expect(await cloud.api.refusal('POST', '/servers', aServerBody())).toMatchObject(refused);
});

test('a quota that is not understood is refused', async () => {
  for (const quotas of [{ horses: 1 }, { servers: -1 }]) {
    expect((await setQuotas(quotas)).status).toBe(422);
  }
});
