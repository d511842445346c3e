import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAuthorizer } from '../src/authorization/authorizer.js';
import { ensureTenantAdmin } from '../src/authorization/ensure-tenant-admin.js';
import type { SecaCaller } from '../src/authorization/caller.js';
import { ForbiddenError, ValidationError } from '../src/errors.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import type { ResourceIdentity } from '../src/resource/identity.js';
import type { Kind } from '../src/resource/kinds.js';
import { getResource, listResources } from '../src/resource/read-resources.js';
import type { Resource } from '../src/resource/resource.js';
import { createDataSource } from '../src/persistence/data-source.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
let lenient: TestWorld;

beforeAll(async () => {
  [world, lenient] = await Promise.all([
    createTestWorld(),
    createTestWorld({ settings: { danglingReferences: 'accept' } }),
  ]);
});
afterAll(() => Promise.all([world.close(), lenient.close()]));
beforeEach(async () => {
  for (const { dataSource, domain, caller } of [world, lenient]) {
    await dataSource.query('TRUNCATE resource, role_grant, role_grant_subject CASCADE');
    await ensureTenantAdmin(domain, operator, 'acme', caller.subject);
  }
});

const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
const bob: SecaCaller = { type: 'seca', subject: 'bob', tenants: [], source: 'gateway' };

async function faultsOf(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ValidationError)) throw new Error('was not refused as invalid', { cause: error });
  return error.faults.map(({ pointer }) => pointer);
}

/** Whether the caller gets what it reads; a missing resource counts as read. */
async function canGet(kind: Kind, name: string, caller: SecaCaller = bob, in_ = world): Promise<boolean> {
  try {
    await getResource(in_.domain, caller, identityOf(kind, name));
    return true;
  } catch (error) {
    if (error instanceof ForbiddenError) return false;
    throw error;
  }
}

const remove = (identity: ResourceIdentity, in_ = world) => deleteResource(in_.domain, in_.caller, identity);
const names = async (kind: 'role' | 'role-assignment', labels?: string) =>
  (
    await listResources(world.domain, world.caller, {
      kind,
      scope: { tenant: 'acme', region: '', workspace: '', network: '' },
      limit: 100,
      deleted: 'without',
      ...(labels === undefined ? {} : { labels }),
    })
  ).items.map(({ name }) => name);
const states = ({ status }: Resource) => status.conditions.map(({ state }) => state);

const permission = { provider: 'seca.storage/v1', resources: ['images/x'], verb: ['GET'] };
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a role', () => {
  test('is active at once, keeps what was sent as it was spelled, and each update adds two conditions', async () => {
    const { domain, caller } = world;
    const spec = {
      permissions: [permission, { ...permission, provider: 'seca.compute', verb: ['*', 'Put'] }],
    };
    const created = await put(domain, caller, 'role', 'r', { spec });
    expect(created).toMatchObject({ spec, region: '', resourceVersion: 1, status: { state: 'active' } });
    expect(states(created)).toEqual(['active', 'creating', 'pending']);
    const updated = await put(domain, caller, 'role', 'r', { spec });
    expect(states(updated)).toEqual(['active', 'updating', 'active', 'creating', 'pending']);
  });

  test.each([
    ['no permissions', [], '/spec/permissions'],
    ['257 permissions', times(257, permission), '/spec/permissions'],
    [
      'a provider of 65 characters',
      [{ ...permission, provider: 'x'.repeat(65) }],
      '/spec/permissions/0/provider',
    ],
    ['an empty provider', [{ ...permission, provider: '' }], '/spec/permissions/0/provider'],
    [
      'an unknown provider',
      [{ ...permission, provider: 'non-existent-provider' }],
      '/spec/permissions/0/provider',
    ],
    ['no resources', [{ ...permission, resources: [] }], '/spec/permissions/0/resources'],
    ['257 resources', [{ ...permission, resources: times(257, 'x') }], '/spec/permissions/0/resources'],
    ['an empty resource', [{ ...permission, resources: [''] }], '/spec/permissions/0/resources/0'],
    [
      'a resource of 257 characters',
      [{ ...permission, resources: ['x'.repeat(257)] }],
      '/spec/permissions/0/resources/0',
    ],
    ['no verbs', [{ ...permission, verb: [] }], '/spec/permissions/0/verb'],
    ['17 verbs', [{ ...permission, verb: times(17, 'get') }], '/spec/permissions/0/verb'],
    ['an empty verb', [{ ...permission, verb: [''] }], '/spec/permissions/0/verb/0'],
    ['a verb of 8 characters', [{ ...permission, verb: ['x'.repeat(8)] }], '/spec/permissions/0/verb/0'],
    ['an unknown verb', [{ ...permission, verb: ['CONNECT'] }], '/spec/permissions/0/verb/0'],
    ['a missing list', [{ provider: 'seca.storage/v1', verb: ['get'] }], '/spec/permissions/0/resources'],
  ])('with %s is refused', async (_, permissions, pointer) => {
    const attempt = put(world.domain, world.caller, 'role', 'r', { spec: { permissions } });
    expect(new Set(await faultsOf(attempt))).toEqual(new Set([pointer]));
    expect(await names('role')).not.toContain('r');
  });

  test('of the system is there in every tenant, sorted among the others, and cannot be changed or deleted', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'role', 'a');
    await put(domain, caller, 'role', 'z', { maps: { labels: { env: 'x' } } });
    const system = [
      'seca.admin',
      'seca.region-admin',
      'seca.workspace-admin',
      'seca.workspace-editor',
      'seca.workspace-viewer',
    ];
    expect(await names('role')).toEqual(['a', ...system, 'z']);
    expect(await names('role', 'env=x')).toEqual(['z']);
    for (const name of system) {
      expect(await getResource(domain, caller, identityOf('role', name))).toMatchObject({
        name,
        tenant: 'acme',
        status: { state: 'active' },
      });
      await expect(put(domain, caller, 'role', name)).rejects.toThrow(ForbiddenError);
      await expect(remove(identityOf('role', name))).rejects.toThrow(ForbiddenError);
    }
  });

  test('pages with those of the system without losing or repeating one', async () => {
    const { domain, caller } = world;
    for (const name of ['b', 'seca.b', 'z']) await put(domain, caller, 'role', name);
    const scope = { tenant: 'acme', region: '', workspace: '', network: '' };
    const seen: string[] = [];
    let skipToken: string | undefined;
    do {
      const page = await listResources(domain, caller, {
        kind: 'role',
        scope,
        limit: 2,
        deleted: 'without',
        ...(skipToken === undefined ? {} : { skipToken }),
      });
      seen.push(...page.items.map(({ name }) => name));
      skipToken = page.skipToken;
    } while (skipToken !== undefined);
    expect(seen).toEqual(await names('role'));
    expect(seen).toEqual(seen.toSorted());
    expect(seen).toHaveLength(8);
  });

  test('that is deleted leaves its assignments, which grant nothing by it any more and show another version', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'role', 'r');
    await put(domain, caller, 'role-assignment', 'one');
    await put(domain, caller, 'role-assignment', 'two', { spec: { roles: ['seca.workspace-viewer', 'r'] } });
    await remove(identityOf('role', 'r'));
    const one = await getResource(domain, caller, identityOf('role-assignment', 'one'));
    expect(one).toMatchObject({
      spec: { roles: [], subs: ['bob'] },
      resourceVersion: 2,
      status: { state: 'active' },
    });
    expect(states(one)).toEqual(['active', 'creating', 'pending']);
    const two = await getResource(domain, caller, identityOf('role-assignment', 'two'));
    expect(two).toMatchObject({ spec: { roles: ['seca.workspace-viewer'] }, resourceVersion: 2 });
    await remove(identityOf('role-assignment', 'two'));
    await put(domain, caller, 'role', 'r');
    expect(await canGet('instance', 'vm').catch(() => true)).toBe(false);
  });
});

describe('a role assignment', () => {
  const assign = (spec: object) =>
    put(world.domain, world.caller, 'role-assignment', 'x', { spec: { roles: ['seca.admin'], ...spec } });

  test.each([
    ['no subs', { subs: [] }, '/spec/subs'],
    ['257 subs', { subs: times(257, 'x') }, '/spec/subs'],
    ['an empty sub', { subs: [''] }, '/spec/subs/0'],
    ['a sub of 129 characters', { subs: ['x'.repeat(129)] }, '/spec/subs/0'],
    ['no roles', { roles: [] }, '/spec/roles'],
    ['33 roles', { roles: times(33, 'seca.admin') }, '/spec/roles'],
    ['an empty role', { roles: [''] }, '/spec/roles/0'],
    ['a role of 65 characters', { roles: ['x'.repeat(65)] }, '/spec/roles/0'],
    ['a role of another tenant', { roles: ['tenants/other/roles/r'] }, '/spec/roles/0'],
    ['a role that does not exist', { roles: ['seca.admin', 'none'] }, '/spec/roles/1/resource'],
    ['no scopes', { scopes: [] }, '/spec/scopes'],
    ['257 scopes', { scopes: times(257, {}) }, '/spec/scopes'],
    ['a tenant of 65 characters', { scopes: [{ tenants: ['x'.repeat(65)] }] }, '/spec/scopes/0/tenants/0'],
    ['an empty tenant', { scopes: [{ tenants: [''] }] }, '/spec/scopes/0/tenants/0'],
    ['65 tenants', { scopes: [{ tenants: times(65, 'x') }] }, '/spec/scopes/0/tenants'],
    ['a region of 65 characters', { scopes: [{ regions: ['x'.repeat(65)] }] }, '/spec/scopes/0/regions/0'],
    ['an empty region', { scopes: [{ regions: [''] }] }, '/spec/scopes/0/regions/0'],
    ['65 regions', { scopes: [{ regions: times(65, 'x') }] }, '/spec/scopes/0/regions'],
    [
      'a workspace of 65 characters',
      { scopes: [{ workspaces: ['x'.repeat(65)] }] },
      '/spec/scopes/0/workspaces/0',
    ],
    ['an empty workspace', { scopes: [{ workspaces: [''] }] }, '/spec/scopes/0/workspaces/0'],
    ['257 workspaces', { scopes: [{ workspaces: times(257, 'x') }] }, '/spec/scopes/0/workspaces'],
  ])('with %s is refused', async (_, spec, pointer) => {
    expect(new Set(await faultsOf(assign(spec)))).toEqual(new Set([pointer]));
    expect(await names('role-assignment')).not.toContain('x');
  });

  test('may name whom and where nobody knows, and comes back as it was sent', async () => {
    const spec = {
      subs: ['nobody@example.com', 'nobody@example.com'],
      roles: ['seca.workspace-viewer'],
      scopes: [{ tenants: ['none'], regions: ['none'], workspaces: ['none'] }, {}, { workspaces: [] }],
    };
    const created = await assign(spec);
    expect(created.spec).toEqual(spec);
    expect(states(created)).toEqual(['active', 'creating', 'pending']);
  });

  test('holds from its commit, changes with itself and with its role, and ends with its deletion', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    expect(await canGet('workspace', 'w')).toBe(false);
    const workspaces = { provider: 'seca.workspace', resources: ['*'], verb: ['get'] };
    await put(domain, caller, 'role', 'r', { spec: { permissions: [workspaces] } });
    await put(domain, caller, 'role-assignment', 'x', {
      spec: { subs: ['bob'], scopes: [{ workspaces: ['w'] }] },
    });
    expect(await canGet('workspace', 'w')).toBe(true);
    await put(domain, caller, 'role-assignment', 'x', { spec: { subs: ['eve'] } });
    expect(await canGet('workspace', 'w')).toBe(false);
    await put(domain, caller, 'role-assignment', 'x', { spec: { subs: ['*'] } });
    expect(await canGet('workspace', 'w')).toBe(true);
    const authorization = { ...workspaces, provider: 'seca.authorization' };
    await put(domain, caller, 'role', 'r', { spec: { permissions: [authorization] } });
    expect(await canGet('workspace', 'w')).toBe(false);
    await put(domain, caller, 'role', 'r', { spec: { permissions: [workspaces] } });
    expect(await canGet('workspace', 'w')).toBe(true);
    await remove(identityOf('role-assignment', 'x'));
    expect(await canGet('workspace', 'w')).toBe(false);
  });

  test('holds in another process as soon as it is committed', async () => {
    const { domain, caller, databaseUrl } = world;
    const elsewhere = await createDataSource({ url: databaseUrl, applicationName: 'other' }).initialize();
    const authorizer = createAuthorizer(elsewhere);
    const request = { verb: 'list', api: 'network', type: 'networks', region: 'eu-central' } as const;
    const ask = () => authorizer.authorize(bob, { ...request, tenant: 'acme', workspace: 'w' });
    await expect(ask()).rejects.toThrow(ForbiddenError);
    await put(domain, caller, 'role-assignment', 'x', { spec: { roles: ['seca.workspace-viewer'] } });
    await expect(ask()).resolves.toBeUndefined();
    await remove(identityOf('role-assignment', 'x'));
    await expect(ask()).rejects.toThrow(ForbiddenError);
    await elsewhere.destroy();
  });

  test('is read once for a command, however much that refers to', async () => {
    const { domain, caller, dataSource } = world;
    await putPath(domain, caller, 'boot');
    const query = vi.spyOn((dataSource.driver as PostgresDriver).master as Pool, 'query');
    await put(domain, caller, 'instance', 'vm');
    const reads = query.mock.calls.filter(([statement]) =>
      JSON.stringify(statement).includes('role_grant_subject'),
    );
    query.mockRestore();
    expect(reads).toHaveLength(1);
  });

  test('gives what its own roles permit and no other role of the tenant', async () => {
    const { domain, caller } = world;
    const see = (api: string) => ({ provider: `seca.${api}`, resources: ['*'], verb: ['get'] });
    await put(domain, caller, 'workspace', 'w');
    for (const api of ['authorization', 'workspace', 'region']) {
      await put(domain, caller, 'role', api, { spec: { permissions: [see(api)] } });
    }
    await assign({ subs: ['bob'], roles: ['authorization', 'region'] });
    expect(await canGet('workspace', 'w')).toBe(false);
    expect(await canGet('role', 'region')).toBe(true);
    await assign({ subs: ['bob'], roles: ['workspace'] });
    expect(await canGet('workspace', 'w')).toBe(true);
    expect(await canGet('role', 'region')).toBe(false);
  });

  test('grants in the tenant that stores it and in no other', async () => {
    const { domain, caller, dataSource } = world;
    await dataSource.query(
      `INSERT INTO tenant (name, created_at) VALUES ('other', now()) ON CONFLICT DO NOTHING`,
    );
    await assign({ subs: ['bob'], scopes: [{ tenants: ['*'] }, { tenants: ['other'] }] });
    await put(domain, caller, 'workspace', 'w');
    await put(domain, operator, 'workspace', 'w', { identity: { tenant: 'other' } });
    expect(await canGet('workspace', 'w')).toBe(true);
    const inOther = { ...identityOf('workspace', 'w'), tenant: 'other' };
    await expect(getResource(domain, bob, inOther)).rejects.toThrow(ForbiddenError);
    const nowhere = { ...identityOf('workspace', 'w'), tenant: '' };
    await expect(getResource(domain, bob, nowhere)).rejects.toThrow(ForbiddenError);
  });

  test('of roles that its maker may not see looks as if they were missing', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'role', 'assigner', {
      spec: {
        permissions: [{ provider: 'seca.authorization', resources: ['role-assignments'], verb: ['put'] }],
      },
    });
    await assign({ subs: ['bob'], roles: ['assigner'] });
    const attempt = put(domain, bob, 'role-assignment', 'y', { spec: { roles: ['assigner', 'seca.admin'] } });
    expect(await faultsOf(attempt)).toEqual(['/spec/roles/0/resource', '/spec/roles/1/resource']);
  });

  test('where references may dangle it is active, says what is missing, and holds when that is there', async () => {
    const { domain, caller } = lenient;
    await put(domain, caller, 'workspace', 'w');
    const see = { permissions: [{ provider: 'seca.workspace', resources: ['*'], verb: ['get'] }] };
    const assignment = await put(domain, caller, 'role-assignment', 'x', { spec: { roles: ['a', 'b'] } });
    expect(assignment.status).toMatchObject({
      state: 'active',
      conditions: [{ reason: 'Note' }, {}, {}],
    });
    const message = async () =>
      (await getResource(domain, caller, identityOf('role-assignment', 'x'))).status.conditions[0]?.message;
    expect(await message()).toContain("'a', 'b'");
    expect(await canGet('workspace', 'w', bob, lenient)).toBe(false);
    await put(domain, caller, 'role', 'a', { spec: see });
    expect(await canGet('workspace', 'w', bob, lenient)).toBe(true);
    expect(await message()).toMatch(/'b'$/);
    await put(domain, caller, 'role', 'b');
    expect(await message()).toBeUndefined();
  });

  test('and role that are written at the same time end with what the later one says', async () => {
    const { domain, caller } = world;
    const workspaces = { provider: 'seca.workspace', resources: ['*'], verb: ['get'] };
    const nothing = { provider: 'seca.authorization', resources: ['x'], verb: ['get'] };
    await put(domain, caller, 'workspace', 'w');
    await put(domain, caller, 'role', 'r', { spec: { permissions: [workspaces] } });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([
        put(domain, caller, 'role-assignment', `x${round}`),
        put(domain, caller, 'role', 'r', { spec: { permissions: [round % 2 === 0 ? nothing : workspaces] } }),
      ]);
      expect(await canGet('workspace', 'w')).toBe(round % 2 === 1);
    }
  });
});

describe('whoever creates a workspace', () => {
  const founder: SecaCaller = { ...bob, subject: 'founder' };
  const makers = { provider: 'seca.workspace', resources: ['workspaces/f*'], verb: ['put'] };
  const found = async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'role', 'maker', { spec: { permissions: [makers] } });
    await put(domain, caller, 'role-assignment', 'maker', {
      spec: { subs: ['founder', 'bob'], roles: ['maker'] },
    });
    await put(domain, founder, 'workspace', 'f1');
  };
  const network = (workspace: string, caller: SecaCaller) =>
    put(world.domain, caller, 'network', 'n', { identity: { workspace } });

  test('administers it, and no other', async () => {
    await found();
    await put(world.domain, bob, 'workspace', 'f2');
    await network('f1', founder);
    await expect(network('f1', bob)).rejects.toThrow(ForbiddenError);
    await expect(network('f2', founder)).rejects.toThrow(ForbiddenError);
  });

  test('does so by an assignment that an administrator sees and can take away', async () => {
    await found();
    const [name = ''] = (await names('role-assignment')).filter((each) =>
      each.startsWith('workspace-admin.'),
    );
    expect(await getResource(world.domain, world.caller, identityOf('role-assignment', name))).toMatchObject({
      spec: {
        subs: ['founder'],
        roles: ['seca.workspace-admin'],
        scopes: [{ tenants: ['acme'], regions: ['eu-central'], workspaces: ['f1'] }],
      },
    });
    await remove(identityOf('role-assignment', name));
    await expect(network('f1', founder)).rejects.toThrow(ForbiddenError);
  });

  test('loses that with the workspace: a later one of its name is another one', async () => {
    await found();
    await remove(identityOf('workspace', 'f1'));
    expect((await names('role-assignment')).filter((each) => each.startsWith('workspace-admin.'))).toEqual(
      [],
    );
    await put(world.domain, world.caller, 'workspace', 'f1');
    await expect(network('f1', founder)).rejects.toThrow(ForbiddenError);
  });

  test('gets nothing by an update', async () => {
    await found();
    await put(world.domain, bob, 'workspace', 'f1');
    await expect(network('f1', bob)).rejects.toThrow(ForbiddenError);
  });
});
