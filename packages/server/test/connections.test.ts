import { afterAll, beforeAll, expect, test } from 'vitest';
import { findConnection, inTransaction, recordCheck, type ConnectionCheck } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { startAdmin, type Answer, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;
/** What the next checks find; stands in for a worker, of which there is none here. */
let found: ConnectionCheck = { status: 'connected' };
let stopChecking: () => void;

beforeAll(async () => {
  admin = await startAdmin();
  const { dataSource } = admin;
  stopChecking = admin.domain.jobs.listen((notice) => {
    if (notice.type === 'connection') void check(notice.id);
  });
  async function check(id: string): Promise<void> {
    const connection = await findConnection(dataSource.manager, id);
    if (!connection || connection.checkedRevision === connection.revision) return;
    await inTransaction(dataSource, (transaction) =>
      recordCheck(admin.domain, transaction, connection, found),
    );
  }
});
afterAll(async () => {
  stopChecking();
  await admin.close();
});

const SHOWN = 'id name status statusCode remediation nextStep mode endpoint isChecked tokenAccess';
const TOKEN = 'a-token-nobody-may-see';

async function ask(query: string, variables: object = {}) {
  const { body } = await admin.query(query, variables);
  return body;
}

const bind = (name: string) =>
  ask(
    `mutation($token: String!) { bindProviderConnection(tenant: "acme", name: "${name}", token: $token) { ${SHOWN} } }`,
    {
      token: TOKEN,
    },
  );

test('a bad token is answered with its code and the same two sentences each time; rotation mends it', async () => {
  found = { status: 'error', statusCode: 'PROVIDER_UNAUTHORIZED' };
  const first = (await bind('one')).data.bindProviderConnection;
  const second = (await bind('two')).data.bindProviderConnection;
  expect(first).toMatchObject({
    status: 'error',
    statusCode: 'PROVIDER_UNAUTHORIZED',
    mode: 'plan',
    endpoint: 'http://127.0.0.1:9/v1',
    isChecked: true,
  });
  expect(first.nextStep).toContain('rotateProviderToken');
  expect([second.remediation, second.nextStep]).toEqual([first.remediation, first.nextStep]);
  found = { status: 'connected' };
  const rotated = await ask(
    `mutation { rotateProviderToken(id: "${first.id}", token: "other") { ${SHOWN} } }`,
  );
  expect(rotated.data.rotateProviderToken).toMatchObject({
    status: 'connected',
    statusCode: null,
    nextStep: null,
  });
});

test('no answer and no audit event shows a token', async () => {
  const everything = await ask(
    `{ providerConnections { ${SHOWN} workspaces { name } reachedLimits rateBudget { remaining } } }`,
  );
  const events = await ask(
    '{ auditEvents(first: 200) { edges { node { action target changes { path before after } } } } }',
  );
  expect(events.data.auditEvents.edges.length).toBeGreaterThan(2);
  expect(JSON.stringify([everything, events])).not.toContain(TOKEN);
});

test('what is no token at all is refused before it is stored', async () => {
  for (const token of ['', 'two words', 'line\nbreak', 'ü']) {
    const { errors } = await ask(
      'mutation($token: String!) { bindProviderConnection(tenant: "acme", name: "bad", token: $token) { id } }',
      { token },
    );
    expect(errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      faults: [{ pointer: '/token' }],
    });
  }
});

test('a connection in use is shown with its workspaces and cannot be unbound; a free one goes', async () => {
  const { data } = await ask(
    '{ providerConnections { id name } tenant(name: "acme") { defaultConnectionId } }',
  );
  const [one, two] = data.providerConnections;
  expect(data.tenant.defaultConnectionId).toBe(one.id);
  await putPath(admin.domain, admin.caller, 'n');
  const shown = await ask(`{ providerConnection(id: "${one.id}") { workspaces { name region } } }`);
  expect(shown.data.providerConnection.workspaces).toEqual([{ name: 'w', region: 'eu-central' }]);
  const { errors } = await ask(`mutation { unbindProviderConnection(id: "${one.id}") { id } }`);
  expect(errors[0]).toMatchObject({
    message: "connection 'one' is used by workspace eu-central/w",
    extensions: { code: 'CONFLICT' },
  });
  expect((await ask(`mutation { unbindProviderConnection(id: "${two.id}") { id } }`)).data).toEqual({
    unbindProviderConnection: null,
  });
  const left = await ask(`{ providerConnection(id: "${two.id}") { id } }`);
  expect(left.errors[0].extensions.code).toBe('NOT_FOUND');
});

test('a tenant is made with its administrator, suspended, limited and resumed', async () => {
  const made = await ask(
    'mutation { createTenant(name: "blue", adminSubject: "bob") { name suspendedAt spendLimitEur } }',
  );
  expect(made.data.createTenant).toEqual({ name: 'blue', suspendedAt: null, spendLimitEur: null });
  const again = await ask('mutation { createTenant(name: "blue") { name } }');
  expect(again.errors[0].extensions.code).toBe('CONFLICT');
  const suspended = await ask('mutation { suspendTenant(name: "blue") { suspendedAt } }');
  expect(suspended.data.suspendTenant.suspendedAt).not.toBeNull();
  const limited = await ask(
    'mutation { setSpendLimit(name: "blue", limitEur: 12.5) { spendLimitEur suspendedAt } }',
  );
  expect(limited.data.setSpendLimit).toMatchObject({ spendLimitEur: 12.5 });
  const negative = await ask('mutation { setSpendLimit(name: "blue", limitEur: -1) { name } }');
  expect(negative.errors[0].extensions.code).toBe('VALIDATION_FAILED');
  const resumed = await ask('mutation { resumeTenant(name: "blue") { suspendedAt spendLimitEur } }');
  expect(resumed.data.resumeTenant).toEqual({ suspendedAt: null, spendLimitEur: 12.5 });
  const { data } = await ask('{ tenants { name } }');
  expect(data.tenants).toEqual([{ name: 'acme' }, { name: 'blue' }]);
});

test('audit events are paged by key, filtered, and say where a request came from', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data }: Answer['body'] = await ask(
      `query($after: String) { auditEvents(filter: { tenant: "blue" }, first: 2, after: $after) {
        edges { node { id action target sourceAddress requestId } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { edges, pageInfo } = data.auditEvents;
    for (const { node } of edges) {
      expect(node).toMatchObject({
        sourceAddress: expect.stringContaining('127.0.0.1'),
        requestId: expect.any(String),
      });
      seen.push(node.action);
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(['resume tenant', 'set spend limit', 'suspend tenant', 'create', 'create tenant']);
});

test('the export is one JSON object a line, oldest first, and for nobody without a token', async () => {
  const url = `${admin.url}/audit.jsonl?tenant=blue`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${admin.token}` } });
  expect(response.headers.get('content-type')).toContain('application/jsonl');
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ action }) => action)).toEqual([
    'create tenant',
    'create',
    'suspend tenant',
    'set spend limit',
    'resume tenant',
  ]);
  expect((await fetch(url)).status).toBe(401);
  const bad = await fetch(`${url}&since=yesterday`, { headers: { authorization: `Bearer ${admin.token}` } });
  expect(bad.status).toBe(400);
});
