import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, putPath } from '@seca-hetzner/domain/testing';
import { countingStatements } from './support/statements.js';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  const { domain, caller } = admin;
  await putPath(domain, caller);
  await put(domain, caller, 'public-ip', 'ip');
  await put(domain, caller, 'security-group', 'sg');
  await put(domain, caller, 'security-group-rule', 'rule');
  await put(domain, caller, 'role', 'r');
  await put(domain, caller, 'role-assignment', 'ra');
});
afterAll(() => admin.close());

async function ask(query: string) {
  const { body } = await admin.query(query);
  expect(body.errors).toBeUndefined();
  return body.data;
}

describe('resources', () => {
  test('of every kind are told with all that is known of them', async () => {
    const { resources } = await ask(`{ resources(first: 50) { totalCount pageInfo { hasNextPage } nodes {
      type: __typename uid kind ref state intent reality annotations extensions document
      usedBy { name } uses { name } waitsFor { message resource { name } } providerObjects { id } runs { id }
      ... on PublicIp { version address } ... on SecurityGroup { ruleCount } ... on BlockStorage { sizeGb }
      ... on Nic { network subnet } ... on Subnet { isPresent } ... on Workspace { connectionId counts { kind } }
    } } }`);
    const types = resources.nodes.map((node: { type: string }) => node.type);
    expect(new Set(types)).toEqual(
      new Set([
        'Workspace',
        'Network',
        'InternetGateway',
        'RouteTable',
        'Subnet',
        'Nic',
        'BlockStorage',
        'Instance',
        'PublicIp',
        'SecurityGroup',
        'SecurityGroupRule',
        'Role',
        'RoleAssignment',
      ]),
    );
    expect(resources.totalCount).toBe(resources.nodes.length);
    const subnet = resources.nodes.find((node: { kind: string }) => node.kind === 'subnet');
    expect(subnet).toMatchObject({
      usedBy: [{ name: 'nic' }],
      uses: [{ name: 'rt' }],
      document: {
        metadata: { kind: 'subnet', network: 'n', workspace: 'w', resource: 'networks/n/subnets/s' },
        spec: { cidr: { ipv4: '10.0.1.0/24' } },
        status: { state: 'pending' },
      },
    });
    const instance = resources.nodes.find((node: { kind: string }) => node.kind === 'instance');
    expect(instance.waitsFor.length).toBeGreaterThan(0);
  });

  test('come page by page, and one can be asked for by uid and URN', async () => {
    const page = (after: string) =>
      ask(`{ resources(filter: { workspace: "w", kinds: ["nic", "subnet", "instance"] }, orderBy: name, first: 2${after}) {
        edges { cursor node { uid name } } pageInfo { hasNextPage endCursor } } }`);
    const { resources: first } = await page('');
    const { resources: second } = await page(`, after: "${first.pageInfo.endCursor}"`);
    const names = [...first.edges, ...second.edges].map(({ node }: { node: { name: string } }) => node.name);
    expect(names).toEqual(['nic', 's', 'vm']);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const { uid } = second.edges[0].node;
    expect(
      await ask(`{ resource(uid: "${uid}") { name } none: resource(uid: "x") { name }
        resourcesByUrn(urn: "seca.compute/v1/tenants/acme/workspaces/w/instances/vm") { uid } }`),
    ).toEqual({ resource: { name: 'vm' }, none: null, resourcesByUrn: [{ uid }] });
  });

  test('a list takes as many statements for many as for few, with users and targets', async () => {
    const list = `{ resources(filter: { kinds: ["nic"] }) { nodes {
      name usedBy { name } uses { name } providerObjects { id } ... on Nic { subnet isAttached } } } }`;
    const few = await countingStatements(admin.dataSource, () => admin.query(list));
    for (let number = 0; number < 10; number++) {
      await put(admin.domain, admin.caller, 'nic', `nic-${number}`);
    }
    const many = await countingStatements(admin.dataSource, () => admin.query(list));
    expect(many.result.body.data.resources.nodes).toHaveLength(11);
    expect(many.statements).toHaveLength(few.statements.length);
  });

  test('what cannot be asked for is refused, naming the argument', async () => {
    const { body } = await admin.query('{ resources(filter: { kinds: ["teapot"] }) { nodes { name } } }');
    expect(body.errors[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', faults: [expect.objectContaining({ parameter: 'kinds' })] },
    });
  });
});

test('a workspace counts what is in it by kind and state', async () => {
  const { workspaces } = await ask('{ workspaces(tenant: "acme") { name counts { kind state count } } }');
  expect(workspaces).toHaveLength(1);
  expect(workspaces[0].counts).toContainEqual({ kind: 'instance', state: 'pending', count: 1 });
  const { workspace } = await ask(
    '{ workspace(tenant: "acme", region: "eu-central", name: "w") { name connection { id } } }',
  );
  expect(workspace).toEqual({ name: 'w', connection: null });
});

test('what is wrong is told with the resource and a sentence', async () => {
  await admin.dataSource.query(
    `UPDATE resource SET status = jsonb_set(status, '{state}', '"error"') WHERE kind = 'public-ip'`,
  );
  const { attention } = await ask(
    '{ attention(tenant: "acme") { severity about message resource { name } connection { id } } }',
  );
  expect(attention[0]).toMatchObject({
    severity: 'broken',
    about: 'resource',
    resource: { name: 'ip' },
    connection: null,
  });
  expect(attention[0].message).not.toBe('');
});

test('every machine is listed with its resource, and with the connection that blocks it', async () => {
  await admin.dataSource.query(
    `INSERT INTO provider_connection (id, tenant, name, provider, endpoint, mode, token_ciphertext, token_key_id, status,
                                      status_code, status_since, created_at)
     VALUES (gen_random_uuid(), 'acme', 'c', 'plain', 'http://x', 'live', '', 'k', 'error', 'PROVIDER_UNAUTHORIZED',
             now(), now())`,
  );
  for (const [kind, role] of [
    ['instance', 'server'],
    ['internet-gateway', 'nat-vm'],
    ['internet-gateway', 'nat-vm-standby'],
  ]) {
    await admin.dataSource.query(
      `INSERT INTO provider_binding (id, unit_uid, resource_uid, connection_id, role, object_type, object_id, created_at)
       SELECT gen_random_uuid(), coalesce((SELECT uid FROM resource WHERE kind = 'network' AND $1 <> 'instance'), uid),
              uid, (SELECT id FROM provider_connection), $2, 'server', $2, now()
         FROM resource WHERE kind = $1`,
      [kind, role],
    );
  }
  const { nodes } = await ask(
    '{ nodes { role server { id } resource { name } network { name } blockedBy { name remedy } agent { id } } }',
  );
  expect(nodes).toEqual([
    expect.objectContaining({ role: 'nat-vm', resource: { name: 'gw' }, network: { name: 'n' } }),
    expect.objectContaining({ role: 'nat-vm-standby', resource: { name: 'gw' }, network: { name: 'n' } }),
    expect.objectContaining({ role: 'server', resource: { name: 'vm' }, network: null }),
  ]);
  expect(nodes[1].blockedBy).toEqual({ name: 'c', remedy: expect.any(String) });
});

test('a search finds by name, and runs can be asked for one by one', async () => {
  const { search } = await ask('{ search(text: "boot") { match resource { name kind } } }');
  expect(search).toEqual([{ match: 'name', resource: { name: 'boot', kind: 'block-storage' } }]);
  const id = '11111111-1111-4111-8111-111111111111';
  await admin.dataSource.query(
    `INSERT INTO reconcile_run (id, unit_type, unit_uid, tenant, target, started_at, ended_at, outcome, planned, steps, calls)
     SELECT $1, 'network', uid, tenant, 'urn', now(), now(), 'stuck', '["add-route"]', '[]', 3
       FROM resource WHERE kind = 'network'`,
    [id],
  );
  const answer = await ask(`{ run(id: "${id}") { id target calls } none: run(id: "x") { id }
    runs(tenant: "acme", outcomes: [stuck]) { id }
    resources(filter: { kinds: ["subnet"] }) { nodes { runs(first: 1) { id } } } }`);
  expect(answer).toEqual({
    run: { id, target: 'urn', calls: 3 },
    none: null,
    runs: [{ id }],
    resources: { nodes: [{ runs: [{ id }] }] },
  });
});
