import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureTenantAdmin } from '@seca-hetzner/domain';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.dataSource.query('TRUNCATE resource, role_grant, role_grant_subject CASCADE');
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  await ensureTenantAdmin(gateway.domain, operator, 'acme', 'alice');
});

const base = '/seca.authorization/v1/tenants/acme';
const workspaces = '/seca.workspace/v1/tenants/acme/workspaces';
const permissions = [{ provider: 'seca.storage/v1', resources: ['images/x'], verb: ['GET'] }];
const assignment = { subs: ['bob'], roles: ['seca.workspace-viewer'], scopes: [{ tenants: ['acme'] }] };
const put = (path: string, spec: unknown, more: object = {}) =>
  gateway.send('PUT', `${base}/${path}`, { spec, ...more });
const as = async (claims: Record<string, unknown>) => ({
  authorization: `Bearer ${await gateway.mint(claims)}`,
});

describe('over the wire', () => {
  test.each([
    ['roles/r', 'role', { permissions }],
    ['role-assignments/a', 'role-assignment', assignment],
  ])('%s has no region, comes back as it was sent, and is active at once', async (path, kind, spec) => {
    const sent = { metadata: { region: 'eu-central', kind, verb: 'PUT' }, labels: { env: 'x' } };
    const created = await put(path, spec, sent);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      labels: { env: 'x' },
      metadata: {
        provider: 'seca.authorization/v1',
        apiVersion: 'v1',
        kind,
        verb: 'PUT',
        tenant: 'acme',
        resource: path,
        ref: `seca.authorization/v1/tenants/acme/${path}`,
      },
      status: {
        state: 'active',
        conditions: [{ state: 'active' }, { state: 'creating' }, { state: 'pending' }],
      },
    });
    expect(created.body.spec).toEqual(spec);
    expect(created.body.metadata).not.toHaveProperty('region');
    expect(created.body.metadata).not.toHaveProperty('workspace');
    const read = await gateway.send('GET', `/regions/eu-central/providers${base}/${path}`);
    expect(read.body).toMatchObject({ metadata: { kind, verb: 'GET' }, spec });
    const updated = await put(path, spec);
    expect([updated.status, updated.body.status.conditions.length]).toEqual([200, 5]);
    const collection = path.split('/')[0];
    const list = await gateway.send('GET', `${base}/${collection}?limit=1`);
    expect(list.body.items).toHaveLength(1);
    expect(list.body.metadata).toMatchObject({
      provider: 'seca.authorization/v1',
      resource: collection,
      verb: 'GET',
    });
    expect((await gateway.send('DELETE', `${base}/${path}`)).status).toBe(202);
    expect((await gateway.send('GET', `${base}/${path}`)).status).toBe(404);
  });

  test('null counts as absent, and what has to be there is refused', async () => {
    const scopes = [{ tenants: null, regions: null, workspaces: ['w'] }];
    const answer = await put('role-assignments/a', { ...assignment, scopes });
    expect(answer.body.spec.scopes).toEqual([{ workspaces: ['w'] }]);
    for (const [path, spec] of [
      ['roles/x', { permissions: null }],
      ['roles/x', null],
      ['role-assignments/x', { ...assignment, subs: null }],
      ['role-assignments/x', { ...assignment, roles: null }],
      ['role-assignments/x', { ...assignment, scopes: null }],
    ] as const) {
      expect((await put(path, spec)).status).toBe(412);
    }
  });

  test('a system role can be read, and changing or deleting it is a 403', async () => {
    const { body } = await gateway.send('GET', `${base}/roles/seca.workspace-viewer`);
    expect(body.metadata).toMatchObject({
      name: 'seca.workspace-viewer',
      tenant: 'acme',
      resourceVersion: 1,
    });
    expect(body.spec.permissions).toContainEqual({
      provider: 'seca.compute/v1',
      resources: ['instances/*', 'skus/*'],
      verb: ['get', 'list'],
    });
    expect((await put('roles/seca.workspace-viewer', { permissions })).status).toBe(403);
    expect((await gateway.send('DELETE', `${base}/roles/seca.workspace-viewer`)).status).toBe(403);
  });
});

test('a token that is held already can do what is assigned now, and no longer what is taken away', async () => {
  const bob = await as({ sub: 'bob' });
  const list = async () => (await gateway.send('GET', workspaces, undefined, bob)).status;
  expect(await list()).toBe(403);
  await put('role-assignments/a', { ...assignment, roles: ['seca.region-admin'] });
  expect(await list()).toBe(200);
  await gateway.send('DELETE', `${base}/role-assignments/a`);
  expect(await list()).toBe(403);
});

test("a token's scope and tenants narrow what is assigned", async () => {
  await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
  const read = async (claims: object) =>
    (await gateway.send('GET', `${workspaces}/w`, undefined, await as({ sub: 'alice', ...claims }))).status;
  expect(await read({ scope: { workspaces: ['w'] }, tenants: ['acme', 'other'] })).toBe(200);
  expect(await read({ scope: 'openid' })).toBe(200);
  expect(await read({ scope: { workspaces: null, regions: [] }, tenants: [] })).toBe(200);
  expect(await read({ scope: { workspaces: ['x'] } })).toBe(403);
  expect(await read({ scope: { regions: ['us-east'] } })).toBe(403);
  expect(await read({ scope: { tenants: ['other'] } })).toBe(403);
  expect(await read({ tenants: ['other'] })).toBe(403);
});

test('what cannot be decided is a 500, no 403', async () => {
  await gateway.dataSource.query('ALTER TABLE role_grant RENAME TO role_grant_away');
  const answer = await gateway.send('GET', workspaces);
  await gateway.dataSource.query('ALTER TABLE role_grant_away RENAME TO role_grant');
  expect(answer.status).toBe(500);
  expect(answer.body.type).toBe('http://secapi.cloud/errors/internal-server-error');
});
