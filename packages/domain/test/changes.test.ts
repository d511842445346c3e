import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createChangeFeed, type ChangeFeed } from '../src/changes/change-feed.js';
import { cursorOf } from '../src/changes/change-cursor.js';
import type { ToldChange } from '../src/changes/change.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import { makeDue } from '../src/jobs/schedule.repository.js';
import { createTestWorld, identityOf, put, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
let feed: ChangeFeed;

beforeAll(async () => {
  world = await createTestWorld();
  feed = createChangeFeed(world.domain);
  await put(world.domain, world.caller, 'workspace', 'w');
});
afterAll(async () => {
  await feed.close();
  await world.close();
});
const leaves: (() => void)[] = [];
afterEach(() => {
  for (const leave of leaves.splice(0)) leave();
});

/** A busy machine takes its time. */
const soon = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000 });

async function follow(after?: string): Promise<ToldChange[]> {
  const heard: ToldChange[] = [];
  leaves.push(await feed.follow({ after, accepts: () => true, hear: (changes) => heard.push(...changes) }));
  return heard;
}

const names = (heard: readonly ToldChange[]): string[] => heard.map(({ name }) => name);

test('what is written is told once, with its end; what only becomes due is not', async () => {
  const heard = await follow();
  const { uid } = await put(world.domain, world.caller, 'internet-gateway', 'gw');
  await soon(() => expect(names(heard)).toEqual(['gw']));
  await world.dataSource.transaction((manager) => makeDue(manager, [{ type: 'network', uid }]));
  await deleteResource(world.domain, world.caller, identityOf('internet-gateway', 'gw'));
  await soon(() => expect(heard).toHaveLength(2));
  expect(heard[1]).toMatchObject({ kind: 'internet-gateway', uid, about: uid, tenant: 'acme', isGone: true });
});

test('who comes back with a cursor hears what it missed, ends included, and nothing from before', async () => {
  const heard = await follow();
  await put(world.domain, world.caller, 'internet-gateway', 'before');
  await soon(() => expect(names(heard)).toEqual(['before']));
  leaves.pop()?.();
  await put(world.domain, world.caller, 'internet-gateway', 'missed');
  await deleteResource(world.domain, world.caller, identityOf('internet-gateway', 'missed'));
  const later = await follow(heard[0]?.cursor);
  expect(later.map(({ name, isGone }) => ({ name, isGone }))).toEqual([{ name: 'missed', isGone: true }]);
  await put(world.domain, world.caller, 'internet-gateway', 'after');
  await soon(() => expect(names(later)).toEqual(['missed', 'after']));
});

test('a transaction that began early and commits late is told, also to who comes back with a cursor from between', async () => {
  await put(world.domain, world.caller, 'internet-gateway', 'late');
  const heard = await follow();
  const slow = world.dataSource.createQueryRunner();
  await slow.startTransaction();
  await slow.query(`UPDATE resource SET labels = '{"a":"b"}' WHERE name = 'late'`);
  await put(world.domain, world.caller, 'internet-gateway', 'early');
  await soon(() => expect(names(heard)).toContain('early'));
  expect(names(heard)).not.toContain('late');
  const between = heard.at(-1)?.cursor;
  await slow.commitTransaction();
  await slow.release();
  await soon(() => expect(names(heard)).toContain('late'));
  expect(names(await follow(between))).toEqual(['late']);
});

test('what is rolled back is told to nobody', async () => {
  const heard = await follow();
  const runner = world.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`UPDATE resource SET labels = '{"never":"so"}' WHERE name = 'early'`);
  await runner.rollbackTransaction();
  await runner.release();
  await put(world.domain, world.caller, 'internet-gateway', 'last');
  await soon(() => expect(names(heard)).toEqual(['last']));
});

test('the cursor of a part that was only half heard leads back to all of it', async () => {
  const heard = await follow();
  await world.dataSource.query(
    `UPDATE resource SET labels = '{"all":"at once"}' WHERE kind = 'internet-gateway'`,
  );
  await soon(() => expect(heard.length).toBeGreaterThan(2));
  expect(names(await follow(heard[0]?.cursor))).toEqual(names(heard));
  expect(await follow(heard.at(-1)?.cursor)).toEqual([]);
});

test('a cursor that is too old, from elsewhere or made up is refused, naming the argument', async () => {
  const now = await feed.now();
  const [, snapshot = ''] = Buffer.from(now, 'base64url').toString().split('.');
  const [, xmax = '0'] = snapshot.split(':');
  const foreign = `${BigInt(xmax) + 1000n}:${BigInt(xmax) + 1000n}:`;
  for (const cursor of [
    cursorOf({ snapshot, atMs: Date.now() - 3_700_000 }),
    cursorOf({ snapshot: foreign, atMs: Date.now() }),
    cursorOf({ snapshot: '9:5:', atMs: Date.now() }),
    'nonsense',
    '',
  ]) {
    await expect(follow(cursor)).rejects.toMatchObject({
      code: 'invalid-request',
      faults: [expect.objectContaining({ parameter: 'after' })],
    });
  }
});

test('a change whose notice was lost is told all the same', async () => {
  const heard = await follow();
  // Written past the domain, so nobody announces it.
  await world.dataSource.query(`UPDATE resource SET labels = '{"quiet":"yes"}' WHERE name = 'last'`);
  await soon(() => expect(names(heard)).toEqual(['last']));
});

test('after a fault of the database the feed goes on', async () => {
  const warn = vi.fn();
  const logger = Object.assign(Object.create(world.domain.logger) as typeof world.domain.logger, { warn });
  const own = createChangeFeed({ ...world.domain, logger });
  const heard: ToldChange[] = [];
  const leave = await own.follow({ accepts: () => true, hear: (changes) => heard.push(...changes) });
  await world.dataSource.query('ALTER TABLE change_event RENAME TO change_event_away');
  await soon(() => expect(warn).toHaveBeenCalled());
  await world.dataSource.query('ALTER TABLE change_event_away RENAME TO change_event');
  await put(world.domain, world.caller, 'internet-gateway', 'still');
  await soon(() => expect(names(heard)).toEqual(['still']));
  leave();
  await own.close();
});
