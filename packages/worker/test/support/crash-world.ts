import { expect } from 'vitest';
import { waitUntil, type ChildProcess } from '@seca-hetzner/scripts';
import { addForeignObjects, askForAll, askForNothing, lookAtAll, type Sight } from './crash-scenario.js';
import { startHetznerProxy } from './hetzner-proxy.js';
import { KillSwitch, type Counted, type KillPoint } from './kill-switch.js';
import { startPostgresProxy } from './postgres-proxy.js';
import { startWorkerProcess } from './worker-process.js';
import { createWorkerWorld, type WorkerWorld } from './world.js';

const WORK_LIMIT_MS = 90_000;
/** A wake-up that was lost with the killed worker is made up for by looks, the rarest of them each minute. */
const GO_ON_LIMIT_MS = 120_000;

/** Who works, and what happens to them. */
export interface Work {
  /** How many workers there are; 1 unless told. The first of them is the one that is killed. */
  count?: number;
  redisUrl?: string | undefined;
  /** Done when all workers are up, and counted from there; what is asked for before, they find. */
  ask?: () => Promise<void>;
  /** What else happens at the point. */
  disturb?: () => Promise<void>;
}

const isReady = (line: string): true | undefined => line.includes('worker ready') || undefined;

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/** Workers as processes, each call and write of which goes by proxies that count it, and kill at the one in question. */
export interface CrashWorld {
  world: WorkerWorld;
  /** With nothing asked for, and with all of the scenario. */
  empty: Sight;
  whole: Sight;
  /**
   * Lets workers work towards what is wanted until they get there; one of them is killed at the point, which is the
   * end where it was the only one. Gives what they did. One that ends by itself is a failure.
   */
  work(point: KillPoint | undefined, wanted: Sight, work?: Work): Promise<Counted>;
  /** Goes on as another process, which has nothing of the killed one but its database and its cloud. */
  goOn(wanted: Sight): Promise<void>;
  close(): Promise<void>;
}

export async function createCrashWorld(): Promise<CrashWorld> {
  const killSwitch = new KillSwitch();
  const world = await createWorkerWorld();
  const database = await startPostgresProxy(world.databaseUrl, killSwitch);
  const hetzner = await startHetznerProxy(world.cloud.url, (...call) => killSwitch.pass(...call));
  const databaseUrl = database.urlOf(world.databaseUrl);
  const { tokenKey } = world;
  await world.dataSource.query(`UPDATE provider_connection SET endpoint = $1`, [hetzner.url]);
  await addForeignObjects(world);
  await world.settle();
  const empty = await lookAtAll(world);
  await askForAll(world);
  await world.settle();
  const whole = await lookAtAll(world);

  const isSo = async (wanted: Sight): Promise<boolean> =>
    JSON.stringify(await lookAtAll(world)) === JSON.stringify(wanted);

  const self: CrashWorld = {
    world,
    empty,
    whole,
    async work(point, wanted, { count = 1, redisUrl, ask, disturb } = {}) {
      // The checks of the connection are part of it.
      await world.dataSource.query(`UPDATE provider_connection SET due_at = clock_timestamp()`);
      const workers: ChildProcess[] = [];
      let disturbance: Promise<void> | undefined;
      const arm = (): void =>
        killSwitch.arm(point, () => {
          process.kill(workers[0]?.pid ?? 0, 'SIGKILL');
          disturbance = disturb?.();
        });
      arm();
      while (workers.length < count) {
        workers.push(startWorkerProcess({ databaseUrl, tokenKey, redisUrl, isTalkative: ask !== undefined }));
      }
      if (ask) {
        await Promise.all(workers.map((worker) => worker.waitForLine(isReady, WORK_LIMIT_MS)));
        arm();
        // The database may go away meanwhile.
        const isAsked = await waitUntil(() => succeeds(ask()), { limitMs: WORK_LIMIT_MS, everyMs: 200 });
        if (!isAsked) throw new Error('what was to be asked for was not accepted');
      }
      const isOver = await waitUntil(
        async () => {
          if (killSwitch.hasFired && workers.every(({ hasExited }) => hasExited)) return true;
          // The database may be away.
          return isSo(wanted).catch(() => false);
        },
        { limitMs: WORK_LIMIT_MS, everyMs: 200 },
      );
      const counted = killSwitch.disarm();
      await disturbance;
      const survivors = killSwitch.hasFired ? workers.slice(1) : workers;
      const ended = survivors.filter(({ hasExited }) => hasExited);
      await Promise.all(workers.map((worker) => worker.stop(5_000)));
      const words = workers.flatMap((worker) => worker.lastLines()).join('\n');
      if (ended.length > 0) throw new Error(`${ended.length} workers ended by themselves:\n${words}`);
      if (!isOver) throw new Error(`not there after ${WORK_LIMIT_MS} ms:\n${words}`);
      return counted;
    },
    async goOn(wanted) {
      // The leases of the dead run out.
      await world.dataSource.query(`UPDATE lease SET expires_at = clock_timestamp()`);
      const workOff = async (): Promise<boolean> => {
        await world.settle();
        return isSo(wanted);
      };
      await waitUntil(workOff, { limitMs: GO_ON_LIMIT_MS });
      expect(await lookAtAll(world)).toEqual(wanted);
    },
    async close() {
      await world.close();
      await database.close();
      await hetzner.close();
    },
  };
  await askForNothing(world);
  await self.goOn(empty);
  return self;
}
