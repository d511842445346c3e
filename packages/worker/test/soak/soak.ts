import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@seca-hetzner/domain';
import { openQueuedDomain } from '@seca-hetzner/domain/testing';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { startRedis, waitUntil } from '@seca-hetzner/scripts';
import { addForeignObjects } from '../support/crash-scenario.js';
import { flushRedis } from '../support/flush-redis.js';
import { RestartingPostgres } from '../support/restarting-postgres.js';
import { startWorkerProcess } from '../support/worker-process.js';
import { createWorkerWorld } from '../support/world.js';
import { act, begin } from './acts.js';
import { Asked } from './asked.js';
import { Client } from './client.js';
import { countOf, differencesOf, type Differences } from './differences.js';
import { lookAround } from './found.js';
import { Chance } from './random.js';
import { Workers, addFaults } from './troubles.js';

export interface SoakOptions {
  /** Of the wall clock. */
  minutes: number;
  /** How much faster than the wall clock the cloud and the control plane's pauses are. */
  scale: number;
  seed: number;
  instances: number;
  workers: number;
  queue: 'postgres' | 'redis';
  /** A folder that takes what the workers say; nowhere unless told. */
  logs: string | undefined;
}

const CALLS_PER_HOUR = 3_600;
const FAULT_PROBABILITY = 0.05;
const ACTS_PER_SECOND = 1;
/** Of the wall clock, the least and the most between two kills. */
const KILL_PAUSE_MS = [30_000, 90_000] as const;
const MS_PER_HOUR = 3_600_000;
const INSTANCES_PER_WORKSPACE = 40;
/** How long it may take until all is as asked, once nothing fails any more. */
const CONVERGE_LIMIT_MS = 10 * 60_000;
const SHOWN_PER_LIST = 20;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;

/** Gives the exit code. */
export async function soak(options: SoakOptions): Promise<number> {
  const postgres = await RestartingPostgres.start();
  try {
    return await soakOn(postgres, options);
  } finally {
    await postgres.close();
  }
}

async function soakOn(postgres: RestartingPostgres, options: SoakOptions): Promise<number> {
  const { minutes, scale, seed, instances } = options;
  const redis = options.queue === 'redis' ? await startRedis() : undefined;
  const redisUrl = redis?.url;
  const world = await createWorkerWorld({
    // What a project may call in an hour of its own time, told in hours of the wall clock.
    cloud: { scale, durations: 'real', rateLimit: CALLS_PER_HOUR * scale },
  });
  const { cloud, caller, databaseUrl, tokenKey } = world;
  const domain = await openQueuedDomain(databaseUrl, { redisUrl }, { providerRules: hetznerRules });
  const client = new Client(new Asked(), domain, caller);
  let started = 0;
  const workers = new Workers(() => {
    started += 1;
    const logFile =
      options.logs === undefined ? {} : { logFile: join(options.logs, `worker-${started}.log`) };
    return startWorkerProcess({ databaseUrl, tokenKey, redisUrl, clockScale: scale, ...logFile });
  });
  const begun = performance.now();
  const refused: string[] = [];
  // Each has a chance of its own, so that what is asked for does not depend on when it is answered.
  const [asking, killing, restarting] = [1, 2, 3].map((number) => new Chance(seed * 10 + number));

  async function askAway(end: number): Promise<void> {
    const size = { instances, workspaces: Math.max(1, Math.ceil(instances / INSTANCES_PER_WORKSPACE)) };
    await begin(client, asking!, size);
    const count = Math.round(minutes * 60 * ACTS_PER_SECOND);
    for (let number = 0; number < count; number += 1) {
      const dueAt = begun + ((end - begun) * number) / count;
      await delay(Math.max(0, dueAt - performance.now()));
      try {
        await act(client, asking!, size);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.push(`${error.message} ${error.faults.map(({ message }) => message).join('; ')}`);
      }
    }
  }
  async function killWorkers(end: number): Promise<void> {
    for (;;) {
      const [least, most] = KILL_PAUSE_MS;
      const pauseMs = least + killing!.next() * (most - least);
      if (performance.now() + pauseMs > end) return;
      await delay(pauseMs);
      workers.killOne(killing!);
    }
  }
  async function restartDatabase(end: number): Promise<void> {
    for (;;) {
      const pauseMs = MS_PER_HOUR / scale;
      if (performance.now() + pauseMs > end) return;
      await delay(pauseMs);
      await postgres.restart(restarting!.next() < 0.5);
      if (redisUrl !== undefined) await flushRedis(redisUrl);
    }
  }

  try {
    await addForeignObjects(world);
    // The connection is bound and its catalogue read before anything fails.
    await world.settle();
    const { foreign } = await lookAround(world);
    await addFaults(cloud, FAULT_PROBABILITY, seed);
    workers.start(options.workers);
    const end = begun + minutes * 60_000;
    await Promise.all([askAway(end), killWorkers(end), restartDatabase(end)]);
    const faults = await cloud.faults();
    await cloud.clearFaults();
    const calmAt = performance.now();
    const isSame = await waitUntil(
      async () => {
        const left = countOf(differencesOf(client.asked, await lookAround(world)));
        process.stderr.write(`${seconds(performance.now() - calmAt)} without faults: ${left} differences\n`);
        return left === 0;
      },
      { limitMs: CONVERGE_LIMIT_MS, everyMs: 2_000 },
    );
    const convergedMs = performance.now() - calmAt;
    const last = await lookAround(world);
    const differences = differencesOf(client.asked, last);
    const isForeignUntouched = last.foreign === foreign;
    const { objects, resources } = last;
    print([
      [`soak, seed ${seed}, scale ${scale}, queue ${options.queue}`, seconds(performance.now() - begun)],
      ['simulated hours', ((minutes / 60) * scale).toFixed(1)],
      ['asked for', `${client.asks} times, anew ${client.retries} times, refused ${refused.length} times`],
      ['workers killed', workers.kills],
      ['workers that ended by themselves', workers.ends.length],
      ['database restarted', postgres.restarts],
      ['calls to Hetzner', await cloud.countCalls()],
      ['of them hit by a fault', faults.reduce((sum, { fired }) => sum + fired, 0)],
      ['resources in the end', resources.length],
      ['objects in the end', objects.length],
      ['converged after the last fault', isSame ? seconds(convergedMs) : 'not'],
      ...Object.entries(differences).map(([name, list]: [string, string[]]) => [name, list.length] as const),
      ['foreign objects', isForeignUntouched ? 'untouched' : 'TOUCHED'],
    ]);
    const lists: Differences & Record<string, string[]> = {
      ...differences,
      refused,
      ends: workers.ends,
    };
    for (const [name, list] of Object.entries(lists)) {
      if (list.length === 0) continue;
      process.stdout.write(`\n${name}:\n${list.slice(0, SHOWN_PER_LIST).join('\n')}\n`);
    }
    const isGood = isSame && isForeignUntouched && workers.ends.length === 0;
    return isGood ? 0 : 1;
  } finally {
    await workers.stop();
    await domain.jobs.close().catch(() => undefined);
    await domain.dataSource.destroy();
    await world.close();
    await redis?.stop();
  }
}

function print(rows: readonly (readonly [string, string | number])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
}
