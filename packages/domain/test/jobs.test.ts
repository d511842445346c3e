import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createJobs } from '../src/jobs/bullmq-jobs.js';
import type { Jobs, Notice, Unit } from '../src/jobs/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';

const redisUrl = process.env['TEST_REDIS_URL'];

describe.each([
  { store: 'PostgreSQL', isAvailable: true, redis: undefined },
  { store: 'Redis', isAvailable: redisUrl !== undefined, redis: redisUrl },
])('jobs on $store', ({ isAvailable, redis }) => {
  if (!isAvailable) {
    test.skip('[needs redis-server: apt-get install redis-server]', () => undefined);
    return;
  }

  let database: TestDatabase;
  let jobs: Jobs;
  const prefix = `test-${randomUUID()}`;
  const open = (): Promise<Jobs> =>
    createJobs({
      databaseUrl: database.url,
      redisUrl: redis,
      redisPrefix: prefix,
      logger: pino({ level: 'silent' }),
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    jobs = await open();
  });
  afterAll(async () => {
    await jobs.close();
    await database.drop();
  });

  const aUnit = (): Unit => ({ type: 'network', uid: randomUUID() });

  test('a woken unit is run by a worker of another process', async () => {
    const other = await open();
    const seen: Unit[] = [];
    const worker = await other.work(async (unit) => void seen.push(unit), { concurrency: 2 });
    const unit = aUnit();
    await jobs.wake([unit]);
    await vi.waitFor(() => expect(seen).toEqual([unit]), { timeout: 10_000 });
    await worker.close();
    await other.close();
  });

  test('wake-ups of a unit that is waiting are one run; one during a run leads to exactly one more', async () => {
    const unit = aUnit();
    let runs = 0;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await Promise.all([jobs.wake([unit]), jobs.wake([unit]), jobs.wake([unit])]);
    const worker = await jobs.work(
      async () => {
        runs += 1;
        if (runs === 1) await held;
      },
      { concurrency: 5 },
    );
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
    await jobs.wake([unit]);
    await jobs.wake([unit]);
    release();
    await vi.waitFor(() => expect(runs).toBe(2), { timeout: 10_000 });
    // A last unit behind them shows that no third run was waiting.
    const last = aUnit();
    await jobs.wake([last]);
    await vi.waitFor(() => expect(runs).toBe(3), { timeout: 10_000 });
    await worker.close();
  });

  test('a run that fails is not repeated by the queue', async () => {
    const [failing, last] = [aUnit(), aUnit()];
    const seen: string[] = [];
    const worker = await jobs.work(
      async (unit) => {
        seen.push(unit.uid);
        if (unit.uid === failing.uid) throw new Error('fails');
      },
      { concurrency: 1 },
    );
    await jobs.wake([failing]);
    await vi.waitFor(() => expect(seen).toContain(failing.uid), { timeout: 10_000 });
    await jobs.wake([last]);
    await vi.waitFor(() => expect(seen).toContain(last.uid), { timeout: 10_000 });
    expect(seen).toEqual([failing.uid, last.uid]);
    await worker.close();
  });

  test('closing a worker tells what runs, waits for it, and takes nothing new', async () => {
    let wasTold = false;
    let runs = 0;
    const worker = await jobs.work(
      async (_, signal) => {
        runs += 1;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        wasTold = true;
      },
      { concurrency: 1 },
    );
    await jobs.wake([aUnit(), aUnit()]);
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
    await worker.close();
    expect(wasTold).toBe(true);
    expect(runs).toBe(1);
  });

  test('a change announced in one process reaches the listeners of another', async () => {
    const other = await open();
    const heard: Notice[] = [];
    const stopListening = other.listen((notice) => heard.push(notice));
    const notice: Notice = { type: 'connection', id: randomUUID(), tenant: 'acme' };
    await jobs.announce([notice]);
    await vi.waitFor(() => expect(heard).toEqual([notice]), { timeout: 10_000 });
    stopListening();
    await other.close();
  });
});
