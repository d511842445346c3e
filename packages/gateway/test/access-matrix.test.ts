import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureTenantAdmin, kinds, skuKinds, type Kind } from '@seca-hetzner/domain';
import { collectionPathOf } from '../src/resource/resource.routes.js';
import { startGateway, type TestGateway } from './support/gateway.js';

// Every kind, with every verb, in two tenants with two workspaces each, asked for by everybody below. None of what is
// asked for exists, and every PUT is invalid: whoever may ask is told so, and whoever may not gets a 403.

interface Probe {
  tenant: 'acme' | 'other';
  /** Empty for what is beside workspaces. */
  workspace: '' | 'one' | 'two';
  api: string;
  type: string;
  level: 'tenant' | 'workspace' | 'network';
  verb: 'get' | 'list' | 'put' | 'delete' | 'post';
  path: string;
}

interface Person {
  /** What is beside the subject in the token. */
  claims?: Record<string, unknown>;
  assignments?: { tenant?: string; roles: string[]; scopes?: object[]; subs?: string[] }[];
  /** What the description of the assignments and the token means, in plain terms. */
  may(probe: Probe): boolean;
}

const isReading = ({ verb }: Probe) => verb === 'get' || verb === 'list';
const isOffer = (probe: Probe) => isReading(probe) && (probe.type === 'skus' || probe.type === 'images');
const isWork = ({ api }: Probe) => api === 'network' || api === 'compute' || api === 'storage';
/** The workspace itself or what lies in it. */
const isIn = ({ workspace }: Probe, name: string) => workspace === name;
const isItself = ({ api, verb }: Probe) => api === 'workspace' && verb !== 'list';
const isAcme = ({ tenant }: Probe) => tenant === 'acme';

const one = [{ workspaces: ['one'] }];

const people: Record<string, Person> = {
  nobody: { may: () => false },
  'the administrator': { assignments: [{ roles: ['seca.admin'] }], may: isAcme },
  'the administrator of the other tenant': {
    assignments: [{ tenant: 'other', roles: ['seca.admin'] }],
    may: ({ tenant }) => tenant === 'other',
  },
  'an administrator of all tenants by an assignment in one': {
    assignments: [{ roles: ['seca.admin'], scopes: [{ tenants: ['*', 'other'] }] }],
    may: isAcme,
  },
  'an administrator of a region': {
    assignments: [{ roles: ['seca.region-admin'], scopes: [{ regions: ['eu-central'] }] }],
    may: (probe) => isAcme(probe) && probe.api !== 'authorization',
  },
  'an administrator of another region': {
    assignments: [{ roles: ['seca.region-admin'], scopes: [{ regions: ['us-east'] }] }],
    may: () => false,
  },
  'an administrator with a scope by regions': {
    assignments: [{ roles: ['seca.admin'], scopes: [{ regions: ['eu-central'] }] }],
    may: (probe) => isAcme(probe) && probe.api !== 'authorization',
  },
  'the administrator of one workspace': {
    assignments: [{ roles: ['seca.workspace-admin'], scopes: one }],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) ||
        (isIn(probe, 'one') && (isWork(probe) || (isItself(probe) && probe.verb !== 'delete')))),
  },
  'an editor of one workspace': {
    assignments: [{ roles: ['seca.workspace-editor'], scopes: one }],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) ||
        (isIn(probe, 'one') && isWork(probe) && probe.verb !== 'delete') ||
        (isIn(probe, 'one') && isItself(probe) && probe.verb === 'get')),
  },
  'a viewer of one workspace': {
    assignments: [{ roles: ['seca.workspace-viewer'], scopes: one }],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) || (isIn(probe, 'one') && isReading(probe) && (isWork(probe) || isItself(probe)))),
  },
  'a viewer of everything': {
    assignments: [{ roles: ['seca.workspace-viewer'] }],
    may: (probe) => isAcme(probe) && isReading(probe) && (isWork(probe) || isItself(probe)),
  },
  'a viewer of one workspace who edits another': {
    assignments: [
      { roles: ['seca.workspace-viewer'], scopes: one },
      { roles: ['seca.workspace-editor'], scopes: [{ workspaces: ['two'] }] },
    ],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) ||
        (probe.workspace !== '' && isWork(probe) && isReading(probe)) ||
        (probe.workspace !== '' && isItself(probe) && probe.verb === 'get') ||
        (isIn(probe, 'two') && isWork(probe) && probe.verb !== 'delete')),
  },
  'whoever may restart one instance': {
    assignments: [{ roles: ['restarter'] }],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) ||
        (probe.type === 'instances' && probe.verb === 'post') ||
        (isItself(probe) && probe.verb === 'get')),
  },
  'whoever may put subnets in networks of one workspace': {
    assignments: [{ roles: ['subnetter'], scopes: one }],
    may: (probe) =>
      isAcme(probe) &&
      (isOffer(probe) ||
        (isIn(probe, 'one') && probe.type === 'subnets' && ['put', 'list'].includes(probe.verb)) ||
        (isIn(probe, 'one') && isItself(probe) && probe.verb === 'get')),
  },
  'an administrator whose token is for the other tenant': {
    claims: { tenants: ['other'] },
    assignments: [{ roles: ['seca.admin'] }],
    may: () => false,
  },
  'an administrator of both whose token is for one': {
    claims: { tenants: ['acme'] },
    assignments: [{ roles: ['seca.admin'] }, { tenant: 'other', roles: ['seca.admin'] }],
    may: isAcme,
  },
  'an administrator whose token is limited to one workspace': {
    claims: { scope: { workspaces: ['one'] } },
    assignments: [{ roles: ['seca.admin'] }],
    may: (probe) => isAcme(probe) && !isIn(probe, 'two'),
  },
  'an administrator whose token is limited to another region': {
    claims: { scope: { regions: ['us-east'] } },
    assignments: [{ roles: ['seca.admin'] }],
    may: (probe) => isAcme(probe) && probe.api === 'authorization',
  },
  'an administrator whose token has a scope of OAuth': {
    claims: { scope: 'openid profile' },
    assignments: [{ roles: ['seca.admin'] }],
    may: isAcme,
  },
  'a viewer whose token says to be an administrator': {
    claims: { role: 'seca.admin', roles: ['seca.admin'], permissions: ['*'], scope: { workspaces: ['two'] } },
    assignments: [{ roles: ['seca.workspace-viewer'], scopes: one }],
    may: (probe) => isAcme(probe) && isOffer(probe),
  },
};

const roles = {
  restarter: [{ provider: 'seca.compute', resources: ['instances/pr*'], verb: ['POST'] }],
  subnetter: [
    { provider: 'seca.network/v1', resources: ['subnets'], verb: ['put'] },
    { provider: 'seca.network/v1', resources: ['subnets/*'], verb: ['List'] },
  ],
};

function probesOf(): Probe[] {
  const declared = Object.entries(kinds).flatMap(([kind, { api, collection, level }]) =>
    (['acme', 'other'] as const).flatMap((tenant) => {
      const isBeside = level === 'tenant' && kind !== 'workspace';
      return (isBeside ? ([''] as const) : (['one', 'two'] as const)).flatMap((workspace): Probe[] => {
        const base = `/seca.${api}${collectionPathOf(kind as Kind)}`
          .replace(':tenant', tenant)
          .replace(':workspace', workspace)
          .replace(':network', 'n');
        const item = kind === 'workspace' ? `${base}/${workspace}` : `${base}/probe`;
        const verbs = ['get', 'put', 'delete', ...(kind === 'instance' ? (['post'] as const) : [])] as const;
        const about = { tenant, workspace, api, type: collection, level };
        return [
          // The list of workspaces lies in none.
          { ...about, ...(level === 'tenant' ? { workspace: '' as const } : {}), verb: 'list', path: base },
          ...verbs.map((verb) => ({ ...about, verb, path: verb === 'post' ? `${item}/restart` : item })),
        ];
      });
    }),
  );
  const offers = Object.values(skuKinds).flatMap(({ api }) =>
    (['acme', 'other'] as const).flatMap((tenant): Probe[] => {
      const path = `/seca.${api}/v1/tenants/${tenant}/skus`;
      const about = { tenant, workspace: '', api, type: 'skus', level: 'tenant' } as const;
      return [
        { ...about, verb: 'list', path },
        { ...about, verb: 'get', path: `${path}/probe` },
      ];
    }),
  );
  return [...declared, ...offers];
}

const METHODS = { get: 'GET', list: 'GET', put: 'PUT', delete: 'DELETE', post: 'POST' };

/** What comes of a probe that is allowed. */
const ALLOWED = { get: [404], list: [200], put: [412], delete: [404], post: [412] };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ limits: { callerPerSecond: 10_000, callerAtWork: 1_000 } });
  const { domain, dataSource } = gateway;
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  await dataSource.query(`INSERT INTO tenant (name, created_at) VALUES ('other', now())`);
  await ensureTenantAdmin(domain, operator, 'other', 'alice');
  const headers = { authorization: `Bearer ${await gateway.mint({ sub: 'alice' })}` };
  const put = async (path: string, spec: object) => {
    const answer = await gateway.send('PUT', `/seca.authorization/v1/tenants/${path}`, { spec }, headers);
    expect(answer.status).toBe(201);
  };
  for (const [name, permissions] of Object.entries(roles)) await put(`acme/roles/${name}`, { permissions });
  for (const [number, [name, { assignments = [] }]] of Object.entries(people).entries()) {
    for (const [index, { tenant = 'acme', roles: assigned, scopes = [{}] }] of assignments.entries()) {
      const spec = { subs: [name], roles: assigned, scopes };
      await put(`${tenant}/role-assignments/a-${number}-${index}`, spec);
    }
  }
});
afterAll(() => gateway.close());

describe('what may be done, and what may not', () => {
  test.each(Object.entries(people))('by %s', async (sub, { claims = {}, may }) => {
    const headers = { authorization: `Bearer ${await gateway.mint({ ...claims, sub })}` };
    const probes = probesOf();
    const answers = await Promise.all(
      probes.map(async ({ verb, path }) => {
        const body = verb === 'put' ? { spec: 'no object' } : undefined;
        return (await gateway.send(METHODS[verb], path, body, headers)).status;
      }),
    );
    const found = probes.map(({ verb, path }, index) => `${verb} ${path}: ${answers[index]}`);
    const expected = probes.map((probe) => {
      const status = may(probe) ? ALLOWED[probe.verb] : [403];
      return `${probe.verb} ${probe.path}: ${status.join(' or ')}`;
    });
    expect(found).toEqual(expected);
  });

  test('the probes reach every kind with every verb', () => {
    const seen = new Set(probesOf().map(({ type, verb }) => `${type} ${verb}`));
    for (const { collection } of Object.values(kinds)) {
      for (const verb of ['get', 'list', 'put', 'delete']) expect(seen).toContain(`${collection} ${verb}`);
    }
    expect(seen).toContain('instances post');
  });
});
