import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeTenant, suspendTenant } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;
const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;

beforeAll(async () => {
  gateway = await startGateway();
  await putPath(gateway.domain, gateway.caller);
  await suspendTenant(gateway.domain, operator, 'acme');
});
afterAll(() => gateway.close());

const workspace = '/seca.workspace/v1/tenants/acme/workspaces/w';
const instance = '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm';
const roles = '/seca.authorization/v1/tenants/acme/roles';

test.each([
  ['PUT', workspace, { spec: {} }],
  ['PUT', `${workspace}2`, { spec: {} }],
  [
    'PUT',
    `${roles}/mine`,
    { spec: { permissions: [{ provider: 'seca.storage/v1', resources: ['images/x'], verb: ['GET'] }] } },
  ],
  ['DELETE', instance, undefined],
  ['POST', `${instance}/start`, undefined],
])('while its tenant is suspended, %s %s is refused, and told why', async (method, path, body) => {
  const before = await gateway.send('GET', instance);
  const { status, body: problem } = await gateway.send(method, path, body);
  expect(status).toBe(403);
  expect(problem.detail).toBe("tenant 'acme' is suspended: it can be read, but not changed");
  expect((await gateway.send('GET', instance)).body).toEqual(before.body);
});

test('while its tenant is suspended, everything can be read', async () => {
  expect((await gateway.send('GET', workspace)).status).toBe(200);
  expect((await gateway.send('GET', roles)).status).toBe(200);
});

test('who may not write learns nothing of the suspension', async () => {
  const authorization = `Bearer ${await gateway.mint({ sub: 'nobody', tenants: ['acme'] })}`;
  const { status, body } = await gateway.send('PUT', workspace, { spec: {} }, { authorization });
  expect([status, String(body.detail).includes('suspended')]).toEqual([403, false]);
});

test('once resumed, it can be changed again, and the audit says from where', async () => {
  await resumeTenant(gateway.domain, operator, 'acme');
  expect((await gateway.send('PUT', workspace, { spec: {} })).status).toBe(200);
  const [event]: { source_address: string; request_id: string }[] = await gateway.dataSource.query(
    `SELECT source_address, request_id FROM audit_event WHERE source = 'gateway' ORDER BY id DESC LIMIT 1`,
  );
  expect(event).toMatchObject({ source_address: '127.0.0.1', request_id: expect.any(String) });
});
