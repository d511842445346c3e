import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addForeignObjects,
  askForAll,
  askForNothing,
  lookAtAll,
  type Sight,
} from './support/crash-scenario.js';
import { startHetznerProxy, type HetznerProxy, type Rewrite } from './support/hetzner-proxy.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let hetzner: HetznerProxy;
let rewrite: Rewrite;
let empty: Sight;
let whole: Sight;
const asToday: Rewrite = (body) => body;

beforeAll(async () => {
  world = await createWorkerWorld();
  rewrite = asToday;
  hetzner = await startHetznerProxy(
    world.cloud.url,
    (_call, _place, make) => make(),
    (body) => rewrite(body),
  );
  await world.dataSource.query(`UPDATE provider_connection SET endpoint = $1`, [hetzner.url]);
  await addForeignObjects(world);
  await world.settle();
  empty = await lookAtAll(world);
  await askForAll(world);
  await world.settle();
  whole = await lookAtAll(world);
  await askForNothing(world);
  await world.settle();
});
afterAll(async () => {
  await world.close();
  await hetzner.close();
});

type Json = Record<string, unknown>;

/** A copy with whatever `change` makes of each object in it, the inner ones first. */
function withEach(value: unknown, change: (object: Json, key: string) => Json, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withEach(each, change, key));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, each]) => [name, withEach(each, change, name)] as const);
  return change(Object.fromEntries(entries), key);
}

/** One more of a list, like its first but for what nobody knows today. */
const NEW_KINDS: Readonly<Record<string, Json>> = {
  server_types: { architecture: 'riscv', cpu_type: 'quantum', storage_type: 'hologram', category: 'new' },
  images: { architecture: 'riscv', os_flavor: 'plan9', type: 'hologram', status: 'dreaming' },
  locations: { network_zone: 'moon-central', country: 'MN' },
};

const ofTomorrow: Rewrite = (body) => {
  const more = withEach(body, (object, key) => {
    // Labels are a user's own.
    if (key === 'labels') return object;
    return object['name'] === 'theirs' && 'status' in object
      ? { ...object, status: 'dreaming', tomorrow: [{ more: 1 }] }
      : { ...object, tomorrow: [{ more: 1 }] };
  }) as Json;
  for (const [list, kind] of Object.entries(NEW_KINDS)) {
    const [first, ...others] = (more[list] ?? []) as Json[];
    if (first) more[list] = [first, ...others, { ...first, id: 987_654_321, name: 'of-tomorrow', ...kind }];
  }
  return more;
};

test('fields, values and kinds that Hetzner may add tomorrow change nothing', async () => {
  rewrite = ofTomorrow;
  await world.dataSource.query(`UPDATE provider_connection SET due_at = clock_timestamp()`);
  await askForAll(world);
  await world.settle();
  expect(await lookAtAll(world)).toEqual(whole);
  await askForNothing(world);
  await world.settle();
  expect(await lookAtAll(world)).toEqual(empty);
  const [doubts]: { count: number }[] = await world.dataSource.query(
    `SELECT count(*)::int AS count FROM reconcile_run WHERE reason LIKE '%not as described%'`,
  );
  expect(doubts?.count).toBe(0);
});

test('an answer that breaks the schema fails that call with the name of the field, and nothing else', async () => {
  rewrite = (body) =>
    withEach(body, (object, key) =>
      key === 'volume' || key === 'volumes' ? { ...object, size: 'much' } : object,
    );
  await askForAll(world);
  await world.settle();
  const [run]: { reason: string }[] = await world.dataSource.query(
    `SELECT reason FROM reconcile_run WHERE unit_type = 'volume' AND reason LIKE '%not as described%' LIMIT 1`,
  );
  expect(run?.reason).toMatch(/ \/volumes.* not as described: volume.*size: /);
  expect((await world.get('instance', 'vm')).status.state).toBe('active');
  expect((await world.get('public-ip', 'ip')).status.state).toBe('active');
  const { volumes } = (await world.cloud.state()).objects;
  expect(volumes.filter(({ name }) => name !== 'theirs')).toMatchObject([{ server: null }]);

  rewrite = asToday;
  await world.dataSource.query(`UPDATE resource SET due_at = clock_timestamp() WHERE due_at IS NOT NULL`);
  await world.settle();
  expect(await lookAtAll(world)).toEqual(whole);
  await askForNothing(world);
  await world.settle();
  expect(await lookAtAll(world)).toEqual(empty);
});
