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
import { KillSwitch } from './support/kill-switch.js';
import { startPostgresProxy, type PostgresProxy } from './support/postgres-proxy.js';
import { startWorkerProcess } from './support/worker-process.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

/** How many of the points are tried, evenly spread: of the way there, and of the way back. `all` takes every one. */
const POINTS = process.env['CRASH_POINTS'] ?? '6';
const SEED = Number(process.env['CRASH_SEED'] ?? 1);

const WORK_LIMIT_MS = 90_000;

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
  await world.settle();
  expect(await lookAtAll(world)).toEqual(empty);
});
afterAll(async () => {
  process.stdout.write(`${table.join('\n')}\n`);
  await world.close();
  await database.close();
  await hetzner.close();
});

const isSo = async (wanted: Sight): Promise<boolean> =>
  JSON.stringify(await lookAtAll(world)) === JSON.stringify(wanted);

function startWorker(redisUrl?: string): ChildProcess {
  const databaseUrl = database.urlOf(world.databaseUrl);
  return startWorkerProcess({ databaseUrl, tokenKey: world.tokenKey, redisUrl });
}

/**
 * Lets a worker work towards what is wanted, until it gets there or is killed at its `at`-th event. Gives how many
 * events there were, and the one that was its last.
 */
async function work(at: number, wanted: Sight): Promise<{ count: number; victim: string | undefined }> {
  // The checks of the connection are part of it.
  await world.dataSource.query(`UPDATE provider_connection SET due_at = clock_timestamp()`);
  let worker: ChildProcess | undefined;
  killSwitch.arm(at, () => process.kill(worker?.pid ?? 0, 'SIGKILL'));
  worker = startWorker();
  const isOver = await waitUntil(async () => worker?.hasExited || (await isSo(wanted)), {
    limitMs: WORK_LIMIT_MS,
    everyMs: 200,
  });
  const end = killSwitch.disarm();
  await worker.stop(5_000);
  if (!isOver) throw new Error(`not there after ${WORK_LIMIT_MS} ms: ${worker.lastLines().join('\n')}`);
  return end;
}

/** Goes on as another process, which has nothing of the killed one but its database and its cloud. */
async function goOn(wanted: Sight): Promise<void> {
  // The leases of the dead run out.
  await world.dataSource.query(`UPDATE lease SET expires_at = clock_timestamp()`);
  await expect
    .poll(
      async () => {
        await world.settle();
        return lookAtAll(world);
      },
      { timeout: 30_000 },
    )
    .toEqual(wanted);
}

/** `count` of the points from 1 to `last`, one in each of as many equal parts; where in its part, the seed says. */
function spread(count: number, last: number): number[] {
  const part = last / count;
  return Array.from({ length: count }, (_, index) => {
    const share = (((SEED * 7 + index * 5) % 11) + 0.5) / 11;
    return Math.min(last, 1 + Math.floor((index + share) * part));
  });
}

describe('a worker that is killed', () => {
  test(
    'at any call or write, making or deleting, leaves a way on with one of each and nothing of others touched',
    async () => {
      await askForAll(world);
      const there = await work(Infinity, whole);
      await goOn(whole);
      await askForNothing(world);
      const back = await work(Infinity, empty);
      await goOn(empty);
      table.push(`crash matrix: ${there.count} points to make all, ${back.count} to delete it, seed ${SEED}`);

      const count = (last: number): number => (POINTS === 'all' ? last : Math.min(Number(POINTS), last));
      const makings = spread(count(there.count), there.count);
      const deletions = spread(count(back.count), back.count);
      for (let index = 0; index < Math.max(makings.length, deletions.length); index += 1) {
        await askForAll(world);
        await runPoint('making', makings[index], whole);
        await askForNothing(world);
        await runPoint('deleting', deletions[index], empty);
      }
    },
    POINTS === 'all' ? 24 * 3_600_000 : Number(POINTS) * 90_000 + 120_000,
  );
});

async function runPoint(doing: string, at: number | undefined, wanted: Sight): Promise<void> {
  if (at !== undefined) {
    const { victim } = await work(at, wanted);
    table.push(`  ${doing.padEnd(8)} ${String(at).padStart(4)}  ${victim ?? 'was done before'}`);
  }
  await goOn(wanted);
}
