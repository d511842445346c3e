import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseLostError, acquireLease, confirmLease, releaseLease, renewLease } from '../src/jobs/index.js';
import type { Lease, Unit } from '../src/jobs/index.js';
import { createTestWorld, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
let next = 0;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const aUnit = (): Unit => ({ type: 'network', uid: `unit-${(next += 1)}` });
const expire = (lease: Lease) =>
  world.dataSource.query(`UPDATE lease SET expires_at = now() - interval '1 s' WHERE fencing = $1`, [
    lease.fencing,
  ]);

async function taken(unit: Unit, owner: string): Promise<Lease> {
  const lease = await acquireLease(world.dataSource, unit, owner, 10_000);
  if (!lease) throw new Error('the lease was not free');
  return lease;
}

test('of many that ask at once, one gets the lease', async () => {
  const unit = aUnit();
  const asked = Array.from({ length: 20 }, (_, index) =>
    acquireLease(world.dataSource, unit, `w${index}`, 10_000),
  );
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
});

test('a lease that has run out goes to the next with a higher number, and the old owner can do nothing more', async () => {
  const unit = aUnit();
  const old = await taken(unit, 'old');
  await expire(old);
  const current = await taken(unit, 'new');
  expect(Number(current.fencing)).toBeGreaterThan(Number(old.fencing));
  await expect(renewLease(world.dataSource, old, 10_000)).rejects.toThrow(LeaseLostError);
  await expect(world.dataSource.transaction((manager) => confirmLease(manager, old))).rejects.toThrow(
    LeaseLostError,
  );
  await world.dataSource.transaction((manager) => confirmLease(manager, current));
});

test('a lease given back is free at once, and its number goes on', async () => {
  const unit = aUnit();
  const first = await taken(unit, 'a');
  await releaseLease(world.dataSource, first);
  const second = await taken(unit, 'b');
  expect(Number(second.fencing)).toBe(Number(first.fencing) + 1);
});

test('a lease does not change hands before a transaction that confirmed it has ended', async () => {
  const unit = aUnit();
  const lease = await taken(unit, 'a');
  let hasEnded = false;
  const work = world.dataSource.transaction(async (manager) => {
    await confirmLease(manager, lease);
    const release = releaseLease(world.dataSource, lease).then(() => hasEnded);
    await manager.query('SELECT pg_sleep(0.2)');
    hasEnded = true;
    return { release };
  });
  expect(await (await work).release).toBe(true);
});
