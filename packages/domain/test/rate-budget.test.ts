import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTokenCipher } from '../src/provider/token-cipher.js';
import { bindConnection } from '../src/provider/bind-connection.js';
import { correctBudget, readBudget, takeCalls } from '../src/provider/rate-budget.repository.js';
import { createTestWorld, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
let connectionId: string;

beforeAll(async () => {
  world = await createTestWorld();
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  const cipher = createTokenCipher(randomBytes(32).toString('base64'));
  ({ id: connectionId } = await bindConnection(world.domain, operator, cipher, {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: 'http://127.0.0.1:9',
    token: 'x'.repeat(64),
    mode: 'live',
  }));
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE rate_budget');
});

const take = (wanted: number, reserve = 0) => takeCalls(world.dataSource, connectionId, wanted, reserve);
const remaining = async () => (await readBudget(world.dataSource, connectionId))?.remaining ?? 0;

test('a project starts with the calls of an hour', async () => {
  expect(await take(10)).toBe(10);
  expect(await remaining()).toBeCloseTo(3_590, 0);
});

test('a reserve is left to those who may use it', async () => {
  await take(3_500);
  expect(await take(10, 720)).toBe(0);
  expect(await take(200, 0)).toBeGreaterThanOrEqual(100);
});

test('workers that ask at the same time never get more than there is', async () => {
  await take(3_550);
  const granted = await Promise.all(Array.from({ length: 20 }, () => take(10)));
  expect(granted.reduce((sum, each) => sum + each, 0)).toBeLessThan(55);
});

test('the budget fills up again with time, to the limit and not beyond', async () => {
  await take(3_600);
  await world.dataSource.query(`UPDATE rate_budget SET counted_at = counted_at - interval '10 minutes'`);
  expect(await remaining()).toBeCloseTo(600, -1);
  await world.dataSource.query(`UPDATE rate_budget SET counted_at = counted_at - interval '10 hours'`);
  expect(await remaining()).toBe(3_600);
});

test('what the provider counts goes, when it is less: others may use the same project', async () => {
  await take(10);
  await correctBudget(world.dataSource, connectionId, { limit: 3_600, remaining: 100 }, 5);
  expect(await remaining()).toBeCloseTo(95, 0);
  await correctBudget(world.dataSource, connectionId, { limit: 3_600, remaining: 3_000 }, 0);
  expect(await remaining()).toBeCloseTo(95, 0);
});

test('another limit than the usual one is taken from the provider', async () => {
  await take(1);
  await correctBudget(world.dataSource, connectionId, { limit: 7_200, remaining: 7_000 }, 0);
  expect((await readBudget(world.dataSource, connectionId))?.hourlyLimit).toBe(7_200);
});

const usedByOthers = async () => (await readBudget(world.dataSource, connectionId))?.usedByOthers ?? 0;

test('what the provider counts beyond our calls was made by others, and is forgotten with time', async () => {
  await take(10);
  // One that was granted here has not been counted there yet.
  await correctBudget(world.dataSource, connectionId, { limit: 3_600, remaining: 3_591 }, 0);
  await correctBudget(world.dataSource, connectionId, { limit: 3_600, remaining: 3_589 }, 0);
  expect(await usedByOthers()).toBe(0);
  await correctBudget(world.dataSource, connectionId, { limit: 3_600, remaining: 3_290 }, 0);
  expect(await usedByOthers()).toBeCloseTo(300, -1);
  await correctBudget(world.dataSource, connectionId, { limit: undefined, remaining: 2_290 }, 0);
  expect(await usedByOthers()).toBeCloseTo(1_300, -1);
  await world.dataSource.query(
    `UPDATE rate_budget SET others_counted_at = others_counted_at - interval '1 hour'`,
  );
  expect(await usedByOthers()).toBeCloseTo(478, -1);
});

test('another limit than was thought is nobody else at work', async () => {
  await take(1);
  await correctBudget(world.dataSource, connectionId, { limit: 1_000, remaining: 900 }, 0);
  expect(await usedByOthers()).toBe(0);
});
