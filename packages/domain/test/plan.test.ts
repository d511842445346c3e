import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyPlan } from '../src/plan/apply-plan.js';
import { makePlan } from '../src/plan/make-plan.js';
import type { Plan } from '../src/plan/plan.js';
import { getOperation } from '../src/operation/operation.repository.js';
import { advanceOperations } from '../src/operation/advance-operations.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const operator = { type: 'operator', subject: 'ops', role: 'operator', source: 'admin' } as const;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource, operation, plan, audit_event CASCADE');
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = NULL');
});

const document = (kind: string, name: string, spec: object, within: object = { workspace: 'w' }) => ({
  metadata: { kind, name, ...within },
  spec,
});

const inNetwork = { workspace: 'w', network: 'n' };
const sku = (name: string) => ({ skuRef: { resource: `skus/${name}` } });

/** Everything that an instance with a way out needs, the last first. */
const documents = [
  document('instance', 'vm', {
    ...sku('cx23'),
    zone: 'fsn1',
    bootVolume: { deviceRef: 'block-storages/boot' },
    primaryNicRef: 'nics/nic',
    userData: 'password: secret',
  }),
  document('block-storage', 'boot', { ...sku('hetzner-volume'), sizeGB: 20 }),
  document('nic', 'nic', { subnetRef: 'networks/n/subnets/s', addresses: ['0.0.0.0'] }),
  document('subnet', 's', { cidr: { ipv4: '10.0.1.0/24' }, routeTableRef: 'route-tables/rt' }, inNetwork),
  document(
    'routing-table',
    'rt',
    { routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: 'internet-gateways/gw' }] },
    inNetwork,
  ),
  document('internet-gateway', 'gw', {}),
  document('network', 'n', { cidr: { ipv4: '10.0.0.0/16' }, ...sku('hetzner-network') }),
  document('workspace', 'w', {}, {}),
];

const planOf = (given: readonly unknown[], pruneWorkspace?: string): Promise<Plan> =>
  makePlan(world.domain, operator, {
    tenant: 'acme',
    region: 'eu-central',
    documents: given,
    pruneWorkspace,
  });

const actionsOf = ({ answer }: Plan): string[] =>
  answer.changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

const countRows = async (table: string): Promise<number> => {
  const [row]: { count: string }[] = await world.dataSource.query(`SELECT count(*) FROM ${table}`);
  return Number(row?.count);
};

test('a plan sorts documents by their references, prices them, and writes nothing', async () => {
  const { announced, woken } = world.domain.jobs;
  const heardBefore = announced.length + woken.length;
  const plan = await planOf(documents);
  expect(actionsOf(plan)).toEqual([
    'create workspace w',
    'create block-storage boot',
    'create network n',
    'create internet-gateway gw',
    'create routing-table rt',
    'create subnet s',
    'create nic nic',
    'create instance vm',
  ]);
  expect(plan.answer.isApplicable).toBe(true);
  // The instance and what its gateway needs; the boot volume comes with the machine.
  expect([plan.answer.monthlyEurBefore, plan.answer.monthlyEurAfter]).toEqual([0, 15]);
  expect(JSON.stringify(plan.answer)).not.toContain('secret');
  expect([await countRows('resource'), await countRows('audit_event')]).toEqual([0, 0]);
  expect(announced.length + woken.length).toBe(heardBefore);
});

test('applying does what the plan said, and the same plan again then finds nothing to do', async () => {
  const { id } = await planOf(documents);
  const operation = await applyPlan(world.domain, operator, id, 'key');
  expect(operation.steps).toHaveLength(8);
  expect((await applyPlan(world.domain, operator, id, 'key')).id).toBe(operation.id);
  await world.dataSource.query('UPDATE resource SET observed_version = resource_version');
  await advanceOperations(world.domain);
  expect((await getOperation(world.dataSource.manager, operator, operation.id)).state).toBe('succeeded');
  const again = await planOf(documents);
  expect(new Set(again.answer.changes.map(({ action }) => action))).toEqual(new Set(['none']));
  expect([again.answer.calls, again.answer.monthlyEurBefore, again.answer.monthlyEurAfter]).toEqual([
    0, 15, 15,
  ]);
  expect((await applyPlan(world.domain, operator, again.id, undefined)).steps).toEqual([]);
});

test('a plan refuses as a whole when something has moved, naming it, before anything is done', async () => {
  await putPath(world.domain, world.caller, 'n');
  const { id } = await planOf(documents);
  await put(world.domain, world.caller, 'network', 'n', { maps: { labels: { a: 'b' } } });
  await put(world.domain, world.caller, 'internet-gateway', 'gw');
  const resources = await countRows('resource');
  const refused = applyPlan(world.domain, operator, id, 'key');
  await expect(refused).rejects.toThrow(/networks\/n was at version 1 and is at version 2/);
  await expect(refused).rejects.toThrow(/gw was absent and is at version 1/);
  expect(await countRows('resource')).toBe(resources);
  expect(await countRows('operation')).toBe(0);
});

test('a change tells what differs', async () => {
  await putPath(world.domain, world.caller);
  await put(world.domain, world.caller, 'block-storage', 'data');
  const bigger = document('block-storage', 'data', { ...sku('hetzner-volume'), sizeGB: 30 });
  const { answer } = await planOf([bigger]);
  expect(answer.changes[0]).toMatchObject({
    action: 'change',
    changes: [{ path: 'spec.sizeGB', before: 20, after: 30 }],
  });
  expect([answer.monthlyEurBefore, answer.monthlyEurAfter]).toEqual([17, 18]);
});

test('what cannot become different while it exists is a replacement, which is not applied', async () => {
  await put(world.domain, world.caller, 'workspace', 'w');
  await put(world.domain, world.caller, 'block-storage', 'data');
  const smaller = document('block-storage', 'data', { ...sku('hetzner-volume'), sizeGB: 10 });
  const { id, answer } = await planOf([smaller]);
  expect(answer).toMatchObject({ isApplicable: false, changes: [{ action: 'replace' }] });
  await expect(applyPlan(world.domain, operator, id, 'key')).rejects.toThrow(/is refused at/);
});

test('what is refused is told per document, and the rest is tried on', async () => {
  const { answer } = await planOf([
    document('workspace', 'w', {}, {}),
    document('network', 'n', { cidr: { ipv4: 'nonsense' }, ...sku('hetzner-network') }),
    document('internet-gateway', 'gw', {}),
  ]);
  expect(answer.isApplicable).toBe(false);
  const faults = answer.changes.map(({ name, faults: found }) => [name, found.length > 0]);
  expect(faults).toEqual([
    ['w', false],
    ['n', true],
    ['gw', false],
  ]);
});

test('pruning deletes what is not declared, users first', async () => {
  await putPath(world.domain, world.caller);
  const plan = await planOf([document('workspace', 'w', {}, {})], 'w');
  expect(actionsOf(plan).slice(1)).toEqual([
    'delete instance vm',
    'delete nic nic',
    'delete block-storage boot',
    'delete subnet s',
    'delete routing-table rt',
    'delete internet-gateway gw',
    'delete network n',
  ]);
  expect([plan.answer.isApplicable, plan.answer.monthlyEurAfter]).toEqual([true, 0]);
  const { steps } = await applyPlan(world.domain, operator, plan.id, undefined);
  expect(steps.every(({ goal }) => goal.type === 'gone')).toBe(true);
  const [living]: { count: string }[] = await world.dataSource.query(
    `SELECT count(*) FROM resource WHERE workspace = 'w' AND deleted_at IS NULL`,
  );
  expect(Number(living?.count)).toBe(0);
});

test('a workspace in which nothing is declared goes with all that it holds, last', async () => {
  await putPath(world.domain, world.caller, 's');
  const plan = await planOf([], 'w');
  expect(actionsOf(plan).at(-1)).toBe('delete workspace w');
  await applyPlan(world.domain, operator, plan.id, undefined);
  const [row]: { state: string }[] = await world.dataSource.query(
    `SELECT status ->> 'state' AS state FROM resource WHERE kind = 'workspace' AND name = 'w'`,
  );
  expect(row?.state).toBe('deleting');
  expect((await planOf([], 'w')).answer.changes).toEqual([]);
});

test('a workspace in which something is declared stays', async () => {
  await putPath(world.domain, world.caller, 'gw');
  const gateway = document('internet-gateway', 'gw', {});
  expect(actionsOf(await planOf([gateway], 'w'))).toEqual(['none internet-gateway gw', 'delete network n']);
});

test('documents that do not say what they are are refused with their index', async () => {
  const refused = planOf([
    { metadata: { kind: 'network', name: 'n' }, spec: {} },
    { metadata: { kind: 'castle', name: 'c' } },
    document('workspace', 'w', {}, { tenant: 'other' }),
    'text',
  ]);
  await expect(refused).rejects.toMatchObject({
    code: 'validation',
    faults: [
      { pointer: '/0/metadata/workspace' },
      { pointer: '/1/metadata/kind' },
      { pointer: '/2/metadata/tenant' },
      { pointer: '/3' },
    ],
  });
});

test('a plan is for those who may enter its tenant, and for a day', async () => {
  const { id } = await planOf([document('workspace', 'w', {}, {})]);
  const stranger = { ...operator, tenant: 'other' };
  await expect(applyPlan(world.domain, stranger, id, 'key')).rejects.toThrow(/no plan/);
  await world.dataSource.query(`UPDATE plan SET expires_at = now() - interval '1 s'`);
  await expect(applyPlan(world.domain, operator, id, 'key')).rejects.toThrow(/too old/);
});

test('a write that makes the spend rise above the limit is refused with the figures; others go on', async () => {
  await putPath(world.domain, world.caller, 'boot');
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = 14');
  const { answer } = await planOf([documents[0]]);
  expect(answer.changes[0]?.faults[0]?.message).toMatch(/14\.00 € per month: with this it would be 15\.00 €/);
  await expect(put(world.domain, world.caller, 'instance', 'vm')).rejects.toThrow(/it is 2\.00 € now/);
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = 15');
  await put(world.domain, world.caller, 'instance', 'vm');
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = 5');
  await put(world.domain, world.caller, 'instance', 'vm', { maps: { labels: { a: 'b' } } });
  await deleteResource(world.domain, world.caller, identityOf('instance', 'vm'));
});

test('a route that brings a gateway into use counts against the limit', async () => {
  await putPath(world.domain, world.caller);
  await put(world.domain, world.caller, 'routing-table', 'rt', {
    spec: { routes: [{ destinationCidrBlock: '192.0.2.0/24', targetRef: '10.0.1.9' }] },
  });
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = 12');
  await expect(put(world.domain, world.caller, 'routing-table', 'rt')).rejects.toThrow(/would be 15\.00 €/);
});

test('of two writes at once that together exceed the limit one is refused', async () => {
  await put(world.domain, world.caller, 'workspace', 'w');
  await world.dataSource.query('UPDATE tenant SET spend_limit_eur = 1');
  const answers = await Promise.allSettled(
    ['a', 'b'].map((name) => put(world.domain, world.caller, 'public-ip', name)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
