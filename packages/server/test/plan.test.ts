import { afterAll, beforeAll, expect, test } from 'vitest';
import { put } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

const documents = `
metadata: { kind: network, name: n, workspace: w }
spec:
  cidr: { ipv4: 10.0.0.0/16 }
  skuRef: skus/hetzner-network
---
metadata: { kind: workspace, name: w }
---
metadata: { kind: public-ip, name: ip, workspace: w }
spec: { version: IPv4 }
`;

const plan = async (text: string, pruneWorkspace?: string) => {
  const { body } = await admin.query(
    `mutation ($input: PlanInput!) { plan(input: $input) {
       id isApplicable calls monthlyEurBefore monthlyEurAfter warnings
       changes { action kind name changes { path before after } faults { pointer message } } } }`,
    { input: { tenant: 'acme', region: 'eu-central', documents: text, pruneWorkspace } },
  );
  return body;
};

const apply = async (id: string, key: string) =>
  (
    await admin.query(
      `mutation { applyPlan(id: "${id}", idempotencyKey: "${key}") { state kind steps { name } } }`,
    )
  ).body;

test('documents are planned, the plan is read again, applied, and refused once the world has moved', async () => {
  const made = (await plan(documents)).data.plan;
  expect(made).toMatchObject({ isApplicable: true, monthlyEurBefore: 0, monthlyEurAfter: 1 });
  expect(
    made.changes.map(({ action, name }: { action: string; name: string }) => `${action} ${name}`),
  ).toEqual(['create w', 'create n', 'create ip']);
  const read = await admin.query(`{ plan(id: "${made.id}") { id monthlyEurAfter requestedBy } }`);
  expect(read.body.data.plan).toEqual({ id: made.id, monthlyEurAfter: 1, requestedBy: 'script' });
  const applied = (await apply(made.id, 'first')).data.applyPlan;
  expect(applied).toMatchObject({ state: 'accepted', kind: 'apply-plan' });
  expect(applied.steps).toHaveLength(3);
  const refused = await apply(made.id, 'second');
  expect(refused.errors[0].extensions.code).toBe('PRECONDITION_FAILED');
  expect(refused.errors[0].message).toContain('was absent and is at version 1');
});

test('a change is told field by field, with what is missing for it to come about', async () => {
  await put(admin.domain, admin.caller, 'workspace', 'w');
  await put(admin.domain, admin.caller, 'block-storage', 'data');
  const made = (
    await plan(`
metadata: { kind: block-storage, name: data, workspace: w }
spec: { sizeGB: 40, skuRef: { resource: skus/hetzner-volume } }`)
  ).data.plan;
  expect(made.changes[0]).toMatchObject({
    action: 'change',
    changes: [{ path: 'spec.sizeGB', before: '20', after: '40' }],
  });
  expect(made.warnings).toEqual(["workspace 'w' has no provider connection: nothing is made until it has"]);
});

test('text that is no YAML, and documents that say too little, are refused', async () => {
  expect((await plan('a: [')).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  const { extensions } = (await plan('- spec: {}')).errors[0];
  expect(extensions.code).toBe('VALIDATION_FAILED');
  expect(extensions.faults[0].pointer).toBe('/0/metadata');
});

test('a node that exceeds the spend limit is refused with the figures, and leaves nothing', async () => {
  await admin.dataSource.query('UPDATE tenant SET spend_limit_eur = 3');
  await put(admin.domain, admin.caller, 'network', 'n');
  await put(admin.domain, admin.caller, 'internet-gateway', 'gw');
  await put(admin.domain, admin.caller, 'routing-table', 'rt');
  await put(admin.domain, admin.caller, 'subnet', 's');
  await admin.dataSource.query(
    `INSERT INTO provider_connection (id, tenant, name, provider, endpoint, mode, token_ciphertext, token_key_id,
                                      status, status_since, created_at)
     VALUES ('11111111-1111-4111-8111-111111111111', 'acme', 'c', 'hetzner', 'http://127.0.0.1:1/v1', 'live', '', '',
             'connected', now(), now())`,
  );
  await admin.dataSource.query(
    `UPDATE resource SET connection_id = '11111111-1111-4111-8111-111111111111' WHERE kind = 'workspace'`,
  );
  const { body } = await admin.query(
    `mutation { provisionNode(input: { tenant: "acme", region: "eu-central", workspace: "w", name: "web",
       network: "n", subnet: "s", sku: "cx23" }) { id } }`,
  );
  expect(body.errors[0].message).toMatch(/spend limit of tenant 'acme' is 3\.00 € per month/);
  expect(body.errors[0].extensions.code).toBe('CONFLICT');
  const left = await admin.dataSource.query(`SELECT 1 FROM resource WHERE name LIKE 'web%'`);
  expect(left).toEqual([]);
});
