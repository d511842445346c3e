import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;
let strict: TestGateway;

beforeAll(async () => {
  [gateway, strict] = await Promise.all([
    startGateway(),
    startGateway({ settings: { compatibility: 'spec' } }),
  ]);
});
afterAll(() => Promise.all([gateway.close(), strict.close()]));
beforeEach(async () => {
  for (const { dataSource, send } of [gateway, strict]) {
    await dataSource.query('TRUNCATE resource CASCADE');
    await send('PUT', '/seca.workspace/v1/tenants/acme/workspaces/w', { spec: {} });
  }
});

const base = '/seca.network/v1/tenants/acme/workspaces/w';
const urn = (path: string) => `seca.network/v1/tenants/acme/workspaces/w/${path}`;
const put = (path: string, spec: object) => gateway.send('PUT', `${base}/${path}`, { spec });

describe.each([
  ['public-ip', 'public-ips', { version: 'IPv4', address: '192.0.2.1' }],
  ['security-group', 'security-groups', { rules: [{ direction: 'ingress' }] }],
  ['security-group-rule', 'security-group-rules', { direction: 'egress', annotations: { why: 'x' } }],
])('a %s', (kind, collection, spec) => {
  test('comes back as it was sent, with the metadata of the request', async () => {
    const path = `${collection}/x`;
    const created = await put(path, spec);
    expect(created.status).toBe(201);
    expect(created.body.spec).toEqual(spec);
    expect(created.body.metadata).toMatchObject({
      kind,
      name: 'x',
      provider: 'seca.network/v1',
      resource: path,
      ref: urn(path),
      verb: 'PUT',
      tenant: 'acme',
      region: 'eu-central',
      workspace: 'w',
    });
    const read = await gateway.send('GET', `${base}/${path}`);
    expect(read.body).toMatchObject({ spec, metadata: { verb: 'GET' } });
    const list = await gateway.send('GET', `${base}/${collection}`);
    expect(list.body.metadata).toEqual({ provider: 'seca.network/v1', resource: collection, verb: 'GET' });
    expect(list.body.items).toHaveLength(1);
    expect((await gateway.send('DELETE', `${base}/${path}`)).status).toBe(202);
  });

  test('a broken bound is a 412 under suite, a 422 under spec', async () => {
    const body = { spec: { ...spec, version: 'IPv5', rules: [{ direction: 'ingress', ports: {} }] } };
    expect((await gateway.send('PUT', `${base}/${collection}/x`, body)).status).toBe(412);
    expect((await strict.send('PUT', `${base}/${collection}/x`, body)).status).toBe(422);
    expect((await gateway.send('GET', `${base}/${collection}/x`)).status).toBe(404);
  });
});

test('a group tells the state of each of its rules, with transitions', async () => {
  await put('security-group-rules/r', { direction: 'ingress', protocol: null, icmp: null });
  const { body } = await put('security-groups/g', {
    rules: [{ direction: 'egress' }],
    ruleRefs: [{ resource: urn('security-group-rules/r') }],
  });
  expect(body.status.rules).toHaveLength(2);
  expect(body.status.rules[1].state).toBe('active');
  expect(body.status.rules[1].conditions[0]).toMatchObject({
    lastTransitionAt: expect.any(String) as string,
  });
});

test('a NIC that names neither public IPs nor groups has no empty lists in its answer', async () => {
  const sku = { resource: 'skus/hetzner-network' };
  await put('networks/n', { cidr: { ipv4: '10.0.0.0/16' }, skuRef: sku });
  await put('networks/n/subnets/s', { cidr: { ipv4: '10.0.1.0/24' }, routeTableRef: { resource: '' } });
  const spec = { subnetRef: { resource: 'networks/n/subnets/s' }, addresses: ['0.0.0.0'] };
  const { body } = await put('nics/plain', spec);
  expect(body.spec).toEqual(spec);
  expect(body.status).not.toHaveProperty('publicIpRefs');

  await put('public-ips/p', { version: 'IPv4' });
  await put('security-groups/g', { rules: [{ direction: 'ingress' }] });
  const rich = {
    ...spec,
    publicIpRefs: [{ resource: urn('public-ips/p') }],
    securityGroupRefs: [{ resource: 'security-groups/g' }],
  };
  const answer = await put('nics/rich', rich);
  expect(answer.body.spec).toEqual(rich);
  expect(answer.body.status.publicIpRefs).toEqual(rich.publicIpRefs);
});
