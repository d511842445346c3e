import { describe, expect, test } from 'vitest';
import { isAllowed, type AccessRequest, type RoleGrant } from './access.rules.js';
import type { SecaCaller } from './caller.js';
import type { AssignmentScope } from './role-assignment.js';
import type { Permission } from './role.js';
import { systemPermissions } from './system-roles.js';

const alice: SecaCaller = { type: 'seca', subject: 'alice', tenants: [], source: 'gateway' };

function grant(permission: Partial<Permission>, ...scopes: AssignmentScope[]): RoleGrant {
  const whole = { provider: 'seca.compute/v1', resources: ['*'], verb: ['*'], ...permission };
  return { permissions: [whole], scopes: scopes.length > 0 ? scopes : [{}] };
}

function granted(role: string, ...scopes: AssignmentScope[]): RoleGrant {
  return { permissions: systemPermissions(role) ?? [], scopes: scopes.length > 0 ? scopes : [{}] };
}

const item: AccessRequest = {
  verb: 'get',
  api: 'compute',
  type: 'instances',
  name: 'vm',
  tenant: 'acme',
  region: 'eu-central',
  workspace: 'w',
};
const { name: _name, ...collection } = { ...item, verb: 'list' as const };
const workspace: AccessRequest = { ...item, api: 'workspace', type: 'workspaces', name: 'w' };
const role: AccessRequest = {
  ...item,
  api: 'authorization',
  type: 'roles',
  name: 'r',
  region: '',
  workspace: '',
};
const image: AccessRequest = { ...item, api: 'storage', type: 'images', name: 'debian', workspace: '' };

const may = (grants: RoleGrant[], request: AccessRequest, caller = alice): boolean =>
  isAllowed(caller, grants, request);

test('without a grant nothing is allowed', () => {
  for (const request of [item, collection, workspace, role, image]) expect(may([], request)).toBe(false);
});

test('a grant without permissions, or without a scope, allows nothing, not even the catalogue', () => {
  for (const request of [item, collection, workspace, image]) {
    expect(may([{ permissions: [], scopes: [{}] }], request)).toBe(false);
    expect(may([{ ...grant({}), scopes: [] }], request)).toBe(false);
  }
});

describe('the resources of a permission', () => {
  test.each([
    ['*', true, true],
    ['instances', true, true],
    ['instances/*', true, true],
    ['instances/vm', true, false],
    ['instances/v*', true, false],
    ['instances/other', false, false],
    ['inst*', true, true],
    ['*/vm', true, false],
    ['*/*', true, true],
    ['instance', false, false],
    ['volumes/*', false, false],
    ['workspaces/w/instances/vm', false, false],
    ['instances/*/vm', false, false],
    ['/', false, false],
  ])('%s: the item %s, the list %s', (pattern, isItem, isList) => {
    const grants = [grant({ resources: [pattern] })];
    expect([may(grants, item), may(grants, collection)]).toEqual([isItem, isList]);
  });

  test('what lies in a network goes by its own name', () => {
    const subnet = { ...item, api: 'network', type: 'subnets', name: 's' } as const;
    const provider = 'seca.network/v1';
    expect(may([grant({ provider, resources: ['subnets/*'] })], subnet)).toBe(true);
    expect(may([grant({ provider, resources: ['networks/*'] })], subnet)).toBe(false);
  });
});

test.each([
  ['seca.compute/v1', true],
  ['seca.compute', true],
  ['seca.compute/v2', false],
  ['seca.network/v1', false],
  ['*', false],
])('the provider %s: %s', (provider, expected) => {
  expect(may([grant({ provider })], item)).toBe(expected);
});

describe('the verbs of a permission', () => {
  test.each([
    [['get'], ['get']],
    [
      ['GET', 'Put'],
      ['get', 'put'],
    ],
    [['list'], ['list']],
    [['*'], ['get', 'list', 'put', 'delete', 'post']],
    [['head', 'patch'], []],
  ])('%s', (verb, allowed) => {
    const grants = [grant({ verb })];
    const verbs = (['get', 'list', 'put', 'delete', 'post'] as const).filter((each) =>
      may(grants, { ...item, verb: each }),
    );
    expect(verbs).toEqual(allowed);
  });

  test('post is every action, with its name it is one', () => {
    const stop = { ...item, verb: 'post', action: 'stop' } as const;
    expect(may([grant({ verb: ['post'] })], stop)).toBe(true);
    expect(may([grant({ verb: ['post.stop'] })], stop)).toBe(true);
    expect(may([grant({ verb: ['POST:stop'] })], stop)).toBe(true);
    expect(may([grant({ verb: ['post.start'] })], stop)).toBe(false);
  });
});

describe('the scopes of an assignment', () => {
  test.each<[AssignmentScope, boolean]>([
    [{}, true],
    [{ tenants: [], regions: [], workspaces: [] }, true],
    [{ workspaces: ['w'] }, true],
    [{ workspaces: ['x', 'w'] }, true],
    [{ workspaces: ['x'] }, false],
    [{ workspaces: ['*'] }, true],
    [{ workspaces: ['w*'] }, false],
    [{ regions: ['eu-central'] }, true],
    [{ regions: ['us-east'] }, false],
    [{ regions: ['*'] }, true],
    [{ tenants: ['acme'] }, true],
    [{ tenants: ['*'] }, true],
    [{ tenants: ['other'] }, false],
    [{ tenants: ['acme'], regions: ['us-east'], workspaces: ['w'] }, false],
  ])('%j covers an instance in workspace w: %s', (scope, expected) => {
    expect(may([grant({}, scope)], item)).toBe(expected);
  });

  test('one scope has to cover in all its dimensions', () => {
    const halves = grant({}, { regions: ['us-east'], workspaces: ['w'] }, { workspaces: ['x'] });
    expect(may([halves], item)).toBe(false);
    expect(may([grant({}, { workspaces: ['x'] }, { workspaces: ['w'] })], item)).toBe(true);
  });

  test('one that is limited to workspaces covers nothing at the level of the tenant', () => {
    const provider = 'seca.storage/v1';
    const put = { ...image, verb: 'put' } as const;
    expect(may([grant({ provider })], put)).toBe(true);
    expect(may([grant({ provider }, { workspaces: ['w'] })], put)).toBe(false);
    const list: AccessRequest = { ...workspace, verb: 'list', workspace: '' };
    expect(may([granted('seca.workspace-admin', { workspaces: ['w'] })], list)).toBe(false);
    expect(may([granted('seca.workspace-admin')], list)).toBe(true);
  });

  test('one that is limited to regions covers nothing of an API without regions', () => {
    expect(may([granted('seca.admin')], role)).toBe(true);
    expect(may([granted('seca.admin', { regions: ['eu-central'] })], role)).toBe(false);
    expect(may([granted('seca.admin', { regions: ['*'] })], role)).toBe(true);
  });

  test('tenants says whose users are meant, as far as the token tells whose they are', () => {
    const guests = [grant({}, { tenants: ['partner'] })];
    expect(may(guests, item, { ...alice, tenants: ['acme'] })).toBe(false);
    expect(may(guests, item, { ...alice, tenants: ['acme', 'partner'] })).toBe(true);
    expect(may(guests, item, { ...alice, tenants: ['partner'] })).toBe(false);
  });
});

describe('a token narrows and never grants', () => {
  const everything = [granted('seca.admin')];
  const limited = (scope: Partial<SecaCaller['scope']>, tenants: string[] = []): SecaCaller => ({
    ...alice,
    tenants,
    scope: { tenants: [], regions: [], workspaces: [], ...scope },
  });

  test.each([
    ['its tenants', limited({}, ['other']), limited({}, ['acme'])],
    ['the tenants of its scope', limited({ tenants: ['other'] }), limited({ tenants: ['acme'] })],
    ['regions', limited({ regions: ['us-east'] }), limited({ regions: ['eu-central'] })],
    ['workspaces', limited({ workspaces: ['x'] }), limited({ workspaces: ['w'] })],
  ])('by %s', (_, without, within) => {
    expect([may(everything, item, without), may(everything, item, within)]).toEqual([false, true]);
    expect(may([], item, within)).toBe(false);
  });

  test('tenants and the tenants of the scope both have to hold', () => {
    expect(may(everything, item, limited({ tenants: ['acme'] }, ['other']))).toBe(false);
    expect(may(everything, item, limited({ tenants: ['other'] }, ['acme']))).toBe(false);
  });

  test('by no dimension that the request lacks', () => {
    const caller = limited({ regions: ['us-east'], workspaces: ['x'] });
    expect(may(everything, role, caller)).toBe(true);
    expect(may(everything, image, limited({ workspaces: ['x'] }))).toBe(true);
  });

  test('an asterisk in it is no wildcard', () => {
    expect(may(everything, item, limited({ workspaces: ['*'] }))).toBe(false);
  });
});

describe('who works in one workspace only', () => {
  const viewer = [granted('seca.workspace-viewer', { regions: ['eu-central'], workspaces: ['w'] })];

  test('reads SKUs and images of its region, and changes none', () => {
    for (const [api, type] of [
      ['compute', 'skus'],
      ['storage', 'skus'],
      ['network', 'skus'],
      ['storage', 'images'],
    ] as const) {
      const offer = { ...item, api, type, workspace: '' };
      expect(may(viewer, offer)).toBe(true);
      expect(may(viewer, { ...offer, verb: 'list' })).toBe(true);
      expect(may(viewer, { ...offer, verb: 'put' })).toBe(false);
      expect(may(viewer, { ...offer, region: 'us-east' })).toBe(false);
    }
  });

  test('reads its workspace, and no other', () => {
    expect(may(viewer, workspace)).toBe(true);
    expect(may(viewer, { ...workspace, verb: 'put' })).toBe(false);
    expect(may(viewer, { ...workspace, name: 'x', workspace: 'x' })).toBe(false);
    const auditor = [grant({ provider: 'seca.authorization/v1' })];
    expect(may(auditor, workspace)).toBe(false);
  });
});

test("the provider's offers in the shared tenant are for everybody to read", () => {
  for (const tenant of ['public', 'seca']) {
    const sku: AccessRequest = { ...item, type: 'skus', tenant, workspace: '' };
    expect(may([], sku)).toBe(true);
    expect(may([], { ...sku, verb: 'put' })).toBe(false);
    expect(may([], { ...sku, type: 'instances' })).toBe(false);
  }
});

describe('the roles of the system', () => {
  const verbs = ['get', 'list', 'put', 'post', 'delete'] as const;
  const all = [...verbs];
  const types = [
    ...[
      'networks',
      'subnets',
      'route-tables',
      'nics',
      'internet-gateways',
      'security-groups',
      'security-group-rules',
      'public-ips',
    ].map((type) => ['network', type] as const),
    ['compute', 'instances'],
    ['storage', 'block-storages'],
  ] as const;

  test.each([
    ['seca.admin', all, all, all],
    ['seca.region-admin', [], ['get', 'list', 'put', 'delete'], all],
    ['seca.workspace-admin', [], ['get', 'list', 'put'], all],
    // The workspace itself they may read, as whoever works in it.
    ['seca.workspace-editor', [], ['get'], ['get', 'list', 'put', 'post']],
    ['seca.workspace-viewer', [], ['get'], ['get', 'list']],
  ])('%s', (name, onRoles, onWorkspaces, onResources) => {
    const grants = [granted(name)];
    const allowed = (request: AccessRequest) =>
      verbs.filter((verb) => may(grants, { ...request, verb })).toSorted();
    for (const type of ['roles', 'role-assignments']) {
      expect(allowed({ ...role, type })).toEqual([...onRoles].toSorted());
    }
    expect(allowed(workspace)).toEqual([...onWorkspaces].toSorted());
    for (const [api, type] of types) {
      expect([type, allowed({ ...item, api, type })]).toEqual([type, [...onResources].toSorted()]);
    }
  });
});
