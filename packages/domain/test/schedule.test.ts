import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acquireLease, findDueUnits, makeDue, readDue, setNextDue, type Unit } from '../src/jobs/index.js';
import { createTestWorld, put, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
});

const due = (limit = 100): Promise<Unit[]> => findDueUnits(world.dataSource.manager, limit);

async function networkUnit(workspace: string, name: string): Promise<Unit> {
  const network = await put(world.domain, world.caller, 'network', name, { identity: { workspace } });
  return { type: 'network', uid: network.uid };
}

async function settleWorkspace(name: string): Promise<void> {
  await put(world.domain, world.caller, 'workspace', name);
  await world.dataSource.query(`UPDATE resource SET due_at = NULL WHERE kind = 'workspace'`);
}

test('a write makes its unit due; a run that saw it sets the next time', async () => {
  await settleWorkspace('w');
  const unit = await networkUnit('w', 'n');
  expect(await due()).toEqual([unit]);
  const seen = await readDue(world.dataSource.manager, unit);
  await setNextDue(world.dataSource.manager, unit, seen?.mark ?? null, undefined, 0);
  expect(await due()).toEqual([]);
});

test('a unit that is made due during its run stays due, also for a write that began before the run', async () => {
  await settleWorkspace('w');
  const unit = await networkUnit('w', 'n');
  const seen = await readDue(world.dataSource.manager, unit);
  await makeDue(world.dataSource.manager, [unit]);
  await setNextDue(world.dataSource.manager, unit, seen?.mark ?? null, undefined, 0);
  expect(await due()).toEqual([unit]);
});

test('a unit that somebody works on is left alone', async () => {
  await settleWorkspace('w');
  const unit = await networkUnit('w', 'n');
  await acquireLease(world.dataSource, unit, 'somebody', 60_000);
  expect(await due()).toEqual([]);
});

test('workspaces take turns, so that one with much to do does not starve the others', async () => {
  await settleWorkspace('busy');
  await settleWorkspace('calm');
  for (let index = 0; index < 10; index += 1) await networkUnit('busy', `n${index}`);
  const calm = await networkUnit('calm', 'n');
  expect(await due(2)).toContainEqual(calm);
});
