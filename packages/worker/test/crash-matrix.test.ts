import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil, type ChildProcess } from '@seca-hetzner/scripts';
import {
  addForeignObjects,
  askForAll,
  askForNothing,
  lookAtAll,
  type Sight,
} from './support/crash-scenario.js';
import { startHetznerProxy, type HetznerProxy } from './support/hetzner-proxy.js';
import { KillSwitch, type Counted, type KillPoint } from './support/kill-switch.js';
import { startPostgresProxy, type PostgresProxy } from './support/postgres-proxy.js';
import { startWorkerProcess } from './support/worker-process.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

/**
 * How many points are tried of the way there, and of the way back, evenly spread over all: every other one is a call
 * that changes something. `all` takes every one.
 */
const POINTS = process.env['CRASH_POINTS'] ?? '4';
const SEED = Number(process.env['CRASH_SEED'] ?? 1);

const WORK_LIMIT_MS = 90_000;
/** A wake-up that was lost with the killed worker is made up for by looks, the rarest of them each minute. */
const GO_ON_LIMIT_MS = 120_000;

let world: WorkerWorld;
let database: PostgresProxy;
let hetzner: HetznerProxy;
let empty: Sight;
let whole: Sight;
const killSwitch = new KillSwitch();
const table: string[] = [];

beforeAll(async () => {
  world = await createWorkerWorld();
  database = await startPostgresProxy(world.databaseUrl, killSwitch);
  hetzner = await startHetznerProxy(world.cloud.url, killSwitch);
  await world.dataSource.query(`UPDATE provider_connection SET endpoint = $1`, [hetzner.url]);
  await addForeignObjects(world);
  await world.settle();
  empty = await lookAtAll(world);
  await askForAll(world);
  await world.settle();
  whole = await lookAtAll(world);
  await askForNothing(world);
  await goOn(empty);
});
afterAll(async () => {
  process.stdout.write(`${table.join('\n')}\n`);
  await world.close();
  await database.close();
  await hetzner.close();
});

const isSo = async (wanted: Sight): Promise<boolean> =>
  JSON.stringify(await lookAtAll(world)) === JSON.stringify(wanted);

function startWorker(): ChildProcess {
  return startWorkerProcess({ databaseUrl: database.urlOf(world.databaseUrl), tokenKey: world.tokenKey });
}

/**
 * Lets a worker work towards what is wanted until it gets there, or is killed at the point. Gives what it did. One that
 * ends by itself is a failure.
 */
async function work(point: KillPoint | undefined, wanted: Sight): Promise<Counted> {
  // The checks of the connection are part of it.
  await world.dataSource.query(`UPDATE provider_connection SET due_at = clock_timestamp()`);
  let worker: ChildProcess | undefined;
  killSwitch.arm(point, () => process.kill(worker?.pid ?? 0, 'SIGKILL'));
  const started = (worker = startWorker());
  const isOver = await waitUntil(
    async () => (killSwitch.hasFired && started.hasExited) || (await isSo(wanted)),
    { limitMs: WORK_LIMIT_MS, everyMs: 200 },
  );
  const counted = killSwitch.disarm();
  await started.stop(5_000);
  if (!isOver) throw new Error(`not there after ${WORK_LIMIT_MS} ms:\n${started.lastLines().join('\n')}`);
  return counted;
}

/** Goes on as another process, which has nothing of the killed one but its database and its cloud. */
async function goOn(wanted: Sight): Promise<void> {
  // The leases of the dead run out.
  await world.dataSource.query(`UPDATE lease SET expires_at = clock_timestamp()`);
  const workOff = async (): Promise<boolean> => {
    await world.settle();
    return isSo(wanted);
  };
  await waitUntil(workOff, { limitMs: GO_ON_LIMIT_MS });
  expect(await lookAtAll(world)).toEqual(wanted);
}

/** As many points as asked for, one in each of as many equal parts of the way; where in its part, the seed says. */
function pointsOf(counted: Counted): KillPoint[] {
  if (POINTS === 'all') {
    return Array.from({ length: counted.event }, (_, index) => ({ of: 'event', at: index + 1 }));
  }
  const count = Number(POINTS);
  return Array.from({ length: count }, (_, index) => {
    const of = index % 2 === 0 ? 'change' : 'event';
    const share = (((SEED * 7 + index * 5) % 11) + 0.5) / 11;
    return { of, at: Math.min(counted[of], 1 + Math.floor(((index + share) * counted[of]) / count)) };
  });
}

/** A point of one way, as a line of the table; tells whether it was reached. */
async function runPoint(doing: string, point: KillPoint, wanted: Sight): Promise<boolean> {
  const { victim } = await work(point, wanted);
  const place = `${point.of} ${point.at}`;
  await goOn(wanted);
  table.push(`  ${doing.padEnd(28)} ${place.padEnd(10)}  ${victim ?? 'done before'}`);
  return victim !== undefined;
}

describe('a worker that is killed', () => {
  test(
    'at any call or write, making or deleting, leaves a way on: one of each, and nothing of others touched',
    async () => {
      await askForAll(world);
      const there = await work(undefined, whole);
      await goOn(whole);
      await askForNothing(world);
      const back = await work(undefined, empty);
      await goOn(empty);
      table.push(
        `crash matrix, seed ${SEED}: ${there.event} events, ${there.change} of them changes, to make all; ` +
          `${back.event} and ${back.change} to delete it`,
      );
      let kills = 0;
      const [makings, deletions] = [pointsOf(there), pointsOf(back)];
      for (let index = 0; index < Math.max(makings.length, deletions.length); index += 1) {
        const [making, deletion] = [makings[index], deletions[index]];
        await askForAll(world);
        if (making) kills += Number(await runPoint('making', making, whole));
        else await goOn(whole);
        await askForNothing(world);
        if (deletion) kills += Number(await runPoint('deleting', deletion, empty));
        else await goOn(empty);
      }
      // A worker may need a few events less than the one that was counted.
      expect(kills).toBeGreaterThan(makings.length);
    },
    POINTS === 'all' ? 24 * 3_600_000 : Number(POINTS) * 300_000 + 120_000,
  );
});
