import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis } from '@seca-hetzner/scripts';
import { askForAll, askForNothing, type Sight } from './support/crash-scenario.js';
import { createCrashWorld, type CrashWorld } from './support/crash-world.js';
import { flushRedis } from './support/flush-redis.js';
import { RestartingPostgres } from './support/restarting-postgres.js';

/** How many points are tried of the way there, and of the way back, on each queue. */
const POINTS = process.env['CRASH_POINTS'] === 'all' ? 20 : Number(process.env['CRASH_POINTS'] ?? 1);
const SEED = Number(process.env['CRASH_SEED'] ?? 1);

/** Calls that change something, of those that the shorter way has. */
const CHANGES = 12;

const queues = ['PostgreSQL', ...(process.env['TEST_REDIS_URL'] ? ['Redis'] : [])];

let postgres: RestartingPostgres;
let crash: CrashWorld;
const table: string[] = [];

beforeAll(async () => {
  postgres = await RestartingPostgres.start();
  crash = await createCrashWorld();
});
afterAll(async () => {
  process.stdout.write(`${table.join('\n')}\n`);
  await crash.close();
  await postgres.close();
});

describe('one of two workers that is killed', () => {
  if (queues.length < 2) {
    test.skip('[needs redis-server: apt-get install redis-server]', () => undefined);
  }
  test.each(queues)(
    'while the queue in %s goes away, is made up for by the other one',
    async (queue) => {
      const { world, whole, empty } = crash;
      const redis = queue === 'Redis' ? await startRedis() : undefined;
      const redisUrl = redis?.url;

      async function runPoint(number: number, ask: () => Promise<void>, wanted: Sight): Promise<void> {
        const at = 1 + ((SEED * 5 + number * 7) % CHANGES);
        const disturb = (): Promise<void> =>
          redisUrl === undefined ? postgres.restart(number % 2 === 1) : flushRedis(redisUrl);
        const { victim } = await crash.work({ of: 'change', at }, wanted, {
          count: 2,
          redisUrl,
          ask,
          disturb,
        });
        await crash.goOn(wanted);
        const doing = wanted === whole ? 'making' : 'deleting';
        table.push(
          `  two workers, ${queue.padEnd(10)}  ${doing.padEnd(8)}  change ${at}  ${victim ?? 'none'}`,
        );
        expect(victim).toBeDefined();
      }

      try {
        for (let number = 0; number < 2 * POINTS; number += 2) {
          await runPoint(number, () => askForAll(world), whole);
          await runPoint(number + 1, () => askForNothing(world), empty);
        }
      } finally {
        await redis?.stop();
      }
    },
    POINTS * 300_000,
  );
});
