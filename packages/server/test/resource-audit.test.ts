import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteResource, ensureTenant } from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { countingStatements } from './support/statements.js';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  await putPath(admin.domain, admin.caller, 'nic');
});
afterAll(() => admin.close());

async function ask(query: string) {
  const { body } = await admin.query(query);
  expect(body.errors).toBeUndefined();
  return body.data;
}

interface Page {
  edges: { node: { action: string; subject: string; resourceVersion: number | null } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const EVENTS =
  '{ edges { node { action subject resourceVersion target } } pageInfo { hasNextPage endCursor } }';

async function auditOf(name: string, page = ''): Promise<Page> {
  const { resources } = await ask(
    `{ resources(filter: { name: "${name}" }) { nodes { audit${page} ${EVENTS} } } }`,
  );
  expect(resources.nodes).toHaveLength(1);
  return resources.nodes[0].audit;
}

const actionsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.action);

test('a resource tells who did what to it, newest first, page by page', async () => {
  await put(admin.domain, admin.caller, 'nic', 'told', { maps: { labels: { tier: 'web' } } });
  await put(admin.domain, admin.caller, 'nic', 'told', { maps: { labels: { tier: 'db' } } });
  const all = await auditOf('told');
  expect(all).toMatchObject({
    edges: [
      { node: { action: 'update', subject: admin.caller.subject, resourceVersion: 2 } },
      { node: { action: 'create', subject: admin.caller.subject, resourceVersion: 1 } },
    ],
    pageInfo: { hasNextPage: false },
  });
  const first = await auditOf('told', '(first: 1)');
  expect([actionsOf(first), first.pageInfo.hasNextPage]).toEqual([['update'], true]);
  const second = await auditOf('told', `(first: 1, after: "${first.pageInfo.endCursor}")`);
  expect([actionsOf(second), second.pageInfo.hasNextPage]).toEqual([['create'], false]);
});

test('two pages of one resource can be asked for at once', async () => {
  const { pageInfo } = await auditOf('told', '(first: 1)');
  const { resources } = await ask(`{ resources(filter: { name: "told" }) { nodes {
    newest: audit(first: 1) ${EVENTS} older: audit(after: "${pageInfo.endCursor}") ${EVENTS} } } }`);
  const [{ newest, older }] = resources.nodes;
  expect([actionsOf(newest), actionsOf(older)]).toEqual([['update'], ['create']]);
});

test('what an operator has asked for is told of the resource that it is about', async () => {
  const { resources } = await ask(
    '{ resources(filter: { kinds: ["network", "workspace"] }) { nodes { uid kind } } }',
  );
  const network = resources.nodes.find(({ kind }: { kind: string }) => kind === 'network');
  await ask(`mutation { reconcileNow(uid: "${network.uid}") { id } }`);
  await ask(
    `mutation { setWorkspaceSettings(tenant: "acme", region: "eu-central", workspace: "w") { __typename } }`,
  );
  expect((await auditOf('n')).edges[0]?.node).toMatchObject({ action: 'reconcile', subject: 'script' });
  expect(actionsOf(await auditOf('w'))[0]).toBe('set workspace settings');
});

test('what was done to another one of the same name is not told', async () => {
  const before = await auditOf('told');
  expect(before.edges).toHaveLength(2);
  await deleteResource(admin.domain, admin.caller, identityOf('nic', 'told'));
  await admin.dataSource.query(`DELETE FROM resource WHERE name = 'told'`);
  await put(admin.domain, admin.caller, 'nic', 'told');
  expect(actionsOf(await auditOf('told'))).toEqual(['create']);
});

test('a list with the audit of each takes as many statements for many as for few', async () => {
  const list = `{ resources(filter: { kinds: ["nic"] }) { nodes { name audit(first: 3) ${EVENTS} } } }`;
  const few = await countingStatements(admin.dataSource, () => admin.query(list));
  for (let number = 0; number < 10; number++) await put(admin.domain, admin.caller, 'nic', `nic-${number}`);
  const many = await countingStatements(admin.dataSource, () => admin.query(list));
  const { nodes } = many.result.body.data.resources;
  expect(nodes.length).toBeGreaterThan(10);
  for (const { audit } of nodes) expect(actionsOf(audit)).toContain('create');
  expect(many.statements).toHaveLength(few.statements.length);
});

test('whoever is limited to the tenant reads it, and a page that cannot be is refused', async () => {
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  await ensureTenant(admin.domain, operator, 'acme');
  const { createApiToken } = await ask(
    'mutation { createApiToken(name: "limited", role: viewer, tenant: "acme") { secret } }',
  );
  const query = (page: string) =>
    `{ resources(filter: { name: "told" }) { nodes { audit${page} { edges { node { action } } } } } }`;
  const { body } = await admin.query(query(''), {}, `Bearer ${createApiToken.secret}`);
  expect(actionsOf(body.data.resources.nodes[0].audit)).toEqual(['create']);
  for (const page of ['(first: 0)', '(first: 201)', '(after: "x")']) {
    const refused = await admin.query(query(page));
    expect(refused.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  }
});
