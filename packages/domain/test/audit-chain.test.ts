import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordOperatorAudit } from '../src/audit/audit.repository.js';
import { exportAuditEvents, listAuditEvents, requireAuditExport } from '../src/audit/list-events.js';
import { removeOldEvents, sealEvents } from '../src/audit/seal-events.js';
import { verifyChain } from '../src/audit/verify-chain.js';
import { createTestWorld, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const operator = { type: 'operator', subject: 'olga', role: 'admin', source: 'admin' } as const;
const limited = { ...operator, role: 'viewer', tenant: 'acme' } as const;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE audit_event RESTART IDENTITY');
  await world.dataSource.query(
    `UPDATE audit_chain SET head_seal = 0, head_hash = '', anchor_seal = 0, anchor_hash = '', anchor_event_id = NULL`,
  );
});

async function record(count: number, { tenant = 'acme', day = 1 } = {}): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const at = new Date(Date.UTC(2026, 0, day, 0, 0, index));
    const changes = [{ path: 'a', before: index, after: { z: 1, b: [null, 'ü'] } }];
    await recordOperatorAudit(
      world.dataSource.manager,
      operator,
      'test',
      tenant,
      `thing ${index}`,
      at,
      changes,
    );
  }
}

test('what was sealed verifies, and what was not is shown', async () => {
  await record(3);
  expect(await sealEvents(world.dataSource)).toBe(3);
  await record(1);
  expect(await verifyChain(world.dataSource)).toMatchObject({
    verified: 3,
    headSeal: '3',
    fault: undefined,
    unsealedCount: 1,
    unsealed: [{ target: 'thing 0' }],
  });
});

test.each([
  ['changed', `UPDATE audit_event SET subject = 'nobody' WHERE seal = 2`, 'seal 2'],
  ['changed in what it says changed', `UPDATE audit_event SET changes = '[]' WHERE seal = 2`, 'seal 2'],
  ['removed', `DELETE FROM audit_event WHERE seal = 2`, 'seal 2 is missing'],
  ['removed from the end', `DELETE FROM audit_event WHERE seal = 3`, 'ends with seal 2'],
])('an event that was %s is found', async (_what, tampering, fault) => {
  await record(3);
  await sealEvents(world.dataSource);
  await world.dataSource.query(tampering);
  expect((await verifyChain(world.dataSource)).fault).toContain(fault);
});

test('an event that commits after later ones were sealed takes the next place', async () => {
  await record(1);
  const late = world.dataSource.createQueryRunner();
  await late.startTransaction();
  await recordOperatorAudit(late.manager, operator, 'late', 'acme', 'late', new Date());
  await record(1);
  expect(await sealEvents(world.dataSource)).toBe(2);
  await late.commitTransaction();
  await late.release();
  expect(await sealEvents(world.dataSource)).toBe(1);
  const order: { id: string }[] = await world.dataSource.query('SELECT id FROM audit_event ORDER BY seal');
  expect(order.map(({ id }) => id)).toEqual(['1', '3', '2']);
  expect(await verifyChain(world.dataSource)).toMatchObject({
    verified: 3,
    fault: undefined,
    unsealedCount: 0,
  });
});

test('several sealers at once give each event one place', async () => {
  await record(40);
  const seals = await Promise.all(Array.from({ length: 8 }, () => sealEvents(world.dataSource)));
  expect(seals.reduce((sum, count) => sum + count, 0)).toBe(40);
  expect(await verifyChain(world.dataSource)).toMatchObject({ verified: 40, fault: undefined });
});

test('what is old goes, and the rest still verifies from the anchor that is left', async () => {
  await record(3, { day: 1 });
  await record(2, { day: 9 });
  await sealEvents(world.dataSource);
  const before = new Date(Date.UTC(2026, 0, 5));
  expect(await removeOldEvents(world.dataSource, before, new Date())).toBe(3);
  expect(await removeOldEvents(world.dataSource, before, new Date())).toBe(0);
  expect(await verifyChain(world.dataSource)).toMatchObject({
    anchorSeal: '3',
    verified: 2,
    fault: undefined,
  });
  await record(1, { day: 9 });
  await sealEvents(world.dataSource);
  expect(await verifyChain(world.dataSource)).toMatchObject({ verified: 3, headSeal: '6', fault: undefined });
});

test('what is not sealed is not removed, however old', async () => {
  await record(2);
  expect(await removeOldEvents(world.dataSource, new Date(), new Date())).toBe(0);
  expect(await verifyChain(world.dataSource)).toMatchObject({ unsealedCount: 2 });
});

test('who is limited to a tenant sees its events alone', async () => {
  await record(2);
  await record(1, { tenant: 'other' });
  const { manager } = world.dataSource;
  const seen = await listAuditEvents(manager, limited, {}, 10);
  expect(seen.map(({ tenant }) => tenant)).toEqual(['acme', 'acme']);
  await expect(listAuditEvents(manager, limited, { tenant: 'other' }, 10)).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(() => requireAuditExport({ ...operator, role: 'operator' }, {})).toThrow('needs the role admin');
});

test('an export has every event once, oldest first, beyond one read', async () => {
  await world.dataSource.query(
    `INSERT INTO audit_event (at, tenant, subject, source, action, target, changes)
     SELECT now(), 'acme', 's', 'admin', 'a', 't', '[]' FROM generate_series(1, 1200)`,
  );
  const ids: number[] = [];
  for await (const { id } of exportAuditEvents(world.dataSource.manager, operator, {})) ids.push(Number(id));
  expect(ids).toEqual(Array.from({ length: 1_200 }, (_, index) => index + 1));
});
