import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { advanceOperations, bindConnection, createTokenCipher } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  const cipher = createTokenCipher(Buffer.alloc(32, 1).toString('base64'));
  await bindConnection(admin.domain, operator, cipher, {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: 'http://127.0.0.1:1/v1',
    token: 't',
    mode: 'live',
  });
  await admin.dataSource.query(`UPDATE provider_connection SET status = 'connected'`);
});
afterAll(() => admin.close());

beforeEach(async () => {
  await admin.dataSource.query('TRUNCATE resource, operation CASCADE');
  await putPath(admin.domain, admin.caller, 's');
});

const provision = (name = 'web', userData = 'password: secret') =>
  admin.query(
    `mutation ($input: NodeInput!) { provisionNode(input: $input) { id state progress steps { name isDone } } }`,
    {
      input: {
        tenant: 'acme',
        region: 'eu-central',
        workspace: 'w',
        network: 'n',
        subnet: 's',
        sku: 'cx23',
        name,
        userData,
        labels: [{ key: 'tier', value: 'web' }],
        idempotencyKey: 'node',
      },
    },
  );

const settleAll = (): Promise<unknown> =>
  admin.dataSource.query('UPDATE resource SET observed_version = resource_version, due_at = NULL');

const place = 'tenant: "acme", region: "eu-central", workspace: "w"';

test('a node is provisioned, followed by query and subscription to its end, and deleted', async () => {
  const { body } = await provision();
  const operation = body.data.provisionNode as { id: string };
  expect(operation).toMatchObject({ state: 'accepted', progress: 0 });
  const heard: string[] = [];
  const client = admin.socket(admin.token);
  const stop = client.subscribe<{ operationChanged: { state: string } }>(
    { query: `subscription { operationChanged(id: "${operation.id}") { state } }` },
    {
      next: ({ data }) => heard.push(data?.operationChanged.state ?? 'nothing'),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await vi.waitFor(() => expect(heard).toEqual(['accepted']), { timeout: 10_000 });
  await advanceOperations(admin.domain);
  await settleAll();
  await advanceOperations(admin.domain);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('succeeded'), { timeout: 10_000 });
  stop();
  const read = await admin.query(`{ operation(id: "${operation.id}") { state progress kind target } }`);
  expect(read.body.data.operation).toEqual({
    state: 'succeeded',
    progress: 100,
    kind: 'provision-node',
    target: 'seca.compute/v1/tenants/acme/workspaces/w/instances/web',
  });
  const deleted = await admin.query(`mutation { deleteNode(${place}, name: "web") { steps { name } } }`);
  expect(deleted.body.data.deleteNode.steps).toHaveLength(3);
});

test('a key asks once, and is refused for something else', async () => {
  const first = (await provision()).body.data.provisionNode.id as string;
  expect((await provision()).body.data.provisionNode.id).toBe(first);
  expect((await provision('other')).body.errors[0].extensions.code).toBe('CONFLICT');
});

test('no answer tells user data', async () => {
  await provision();
  const answers = await admin.query('{ operations { id steps { name } target idempotencyKey } }');
  const stored = await admin.dataSource.query('SELECT * FROM operation');
  expect(JSON.stringify([answers.body, stored])).not.toContain('secret');
});

test('an instance is started and restarted by operations, each one audit event; what its power does not allow is a conflict', async () => {
  await provision();
  const act = async (action: string) =>
    (await admin.query(`mutation { ${action}Instance(${place}, name: "web") { kind } }`)).body;
  expect((await act('start')).errors[0].extensions.code).toBe('CONFLICT');
  expect((await act('restart')).data.restartInstance.kind).toBe('restart-instance');
  expect((await act('stop')).data.stopInstance.kind).toBe('stop-instance');
  const listed = await admin.query('{ operations(tenant: "acme", states: [accepted]) { kind } }');
  expect(listed.body.data.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
    'stop-instance',
    'restart-instance',
    'provision-node',
  ]);
  const audited: { action: string }[] = await admin.dataSource.query(
    `SELECT action FROM audit_event ORDER BY id DESC LIMIT 3`,
  );
  expect(audited.map(({ action }) => action)).toEqual(['stop', 'restart', 'provision node']);
});

test('a gateway that has no VM cannot be drained or replaced', async () => {
  for (const action of ['startGatewayDrain', 'endGatewayDrain', 'replaceGateway']) {
    const { body } = await admin.query(
      `mutation { ${action}(${place}, network: "n", gateway: "gw") { id } }`,
    );
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
  }
});

test('a resource is looked after on demand, and the wish is audited', async () => {
  const rows: { uid: string }[] = await admin.dataSource.query(`SELECT uid FROM resource WHERE name = 'n'`);
  const uid = rows[0]?.uid;
  await settleAll();
  const { body } = await admin.query(`mutation { reconcileNow(uid: "${uid}") { id steps { uid } } }`);
  expect(body.data.reconcileNow.steps).toEqual([{ uid }]);
  const audited: { action: string }[] = await admin.dataSource.query(
    `SELECT action FROM audit_event WHERE subject = 'script' ORDER BY id DESC LIMIT 1`,
  );
  expect(audited).toEqual([{ action: 'reconcile' }]);
  const cancelled = await admin.query(
    `mutation { cancelOperation(id: "${body.data.reconcileNow.id}") { state } }`,
  );
  expect(cancelled.body.data.cancelOperation.state).toBe('cancelled');
});
