import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkConnection, deleteResource, findConnection, readBudget } from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import { waitUntil } from '@seca-hetzner/scripts';
import { startWorkerProcess } from './support/worker-process.js';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

/** A call a second. */
const LIMIT = 3_600;
const MANY = 40;
/** A hundred are as many as Hetzner lets be in one network, and take minutes. */
const PER_NETWORK = Number(process.env['INSTANCES_PER_NETWORK'] ?? 20);
const WORK_LIMIT_MS = 300_000;

vi.setConfig({ testTimeout: 3 * WORK_LIMIT_MS });

let world: WorkerWorld;

beforeEach(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterEach(() => world.close());

const connection = () => findConnection(world.dataSource.manager, world.connectionId);
const budget = () => readBudget(world.dataSource, world.connectionId);

async function countActive(): Promise<number> {
  const [row]: { count: number }[] = await world.dataSource.query(
    `SELECT count(*)::int AS count FROM resource WHERE kind = 'instance' AND status->>'state' = 'active'`,
  );
  return row?.count ?? 0;
}

async function checkIt(): Promise<void> {
  await world.run({ type: 'connection', uid: world.connectionId });
}

/** Public IPs at Hetzner: each costs one call. */
async function addresses(): Promise<string[]> {
  return (await world.cloud.state()).objects.primary_ips.map(({ name }) => name);
}

async function nameOf(name: string, workspace: string): Promise<string> {
  const [row]: { uid: string }[] = await world.dataSource.query(
    `SELECT uid FROM resource WHERE kind = 'public-ip' AND name = $1 AND workspace = $2`,
    [name, workspace],
  );
  return `p-${row?.uid.replaceAll('-', '')}`;
}

async function putInstances(networks: readonly string[]): Promise<void> {
  const { domain, caller } = world;
  for (const network of networks) {
    const identity = { network };
    await put(domain, caller, 'network', network);
    await put(domain, caller, 'subnet', 's', { identity, spec: { routeTableRef: { resource: '' } } });
    for (let index = 0; index < PER_NETWORK; index += 1) {
      const name = `${network}-${index}`;
      await put(domain, caller, 'nic', name, {
        spec: { subnetRef: { resource: `networks/${network}/subnets/s` } },
      });
      await put(domain, caller, 'block-storage', name);
      await put(domain, caller, 'instance', name, {
        spec: {
          bootVolume: { deviceRef: { resource: `block-storages/${name}` } },
          primaryNicRef: { resource: `nics/${name}` },
        },
      });
    }
  }
}

describe('workers that share the calls of a project', () => {
  test('make all instances of five networks at once, five of them, and never meet a 429', async () => {
    const { domain, caller, cloud, databaseUrl, tokenKey } = world;
    const networks = ['n0', 'n1', 'n2', 'n3', 'n4'];
    await put(domain, caller, 'workspace', 'w');
    await world.settle();
    // An hour's calls for a hundred in each, and as much less for fewer.
    await cloud.setRateLimit({ limit: LIMIT, remaining: (LIMIT * PER_NETWORK) / 100 });
    await checkIt();
    await cloud.newCalls();
    await putInstances(networks);
    // With more runs than connections, a run that needed two at once would wait for ever.
    const workers = networks.map(() => startWorkerProcess({ databaseUrl, tokenKey, poolSize: 1 }));
    try {
      const isDone = await waitUntil(async () => (await countActive()) === networks.length * PER_NETWORK, {
        limitMs: WORK_LIMIT_MS,
        everyMs: 1_000,
      });
      expect(isDone).toBe(true);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop(10_000)));
    }
    expect((await cloud.newCalls()).filter(({ status }) => status === 429)).toEqual([]);
    const { objects } = await cloud.state();
    expect(objects.networks.map(({ servers }) => servers.length)).toEqual(networks.map(() => PER_NETWORK));
  });

  test('let a delete, and a workspace with one change, overtake one with many, and never meet a 429', async () => {
    const { domain, caller, cloud } = world;
    await put(domain, caller, 'workspace', 'w');
    await put(domain, caller, 'workspace', 'w2');
    await put(domain, caller, 'public-ip', 'old');
    await world.settle();
    const old = await nameOf('old', 'w');
    // Little more than what is kept for deletes and repair is left.
    await cloud.setRateLimit({ limit: LIMIT, remaining: 190 });
    await checkIt();
    await cloud.newCalls();
    for (let index = 0; index < MANY; index += 1) await put(domain, caller, 'public-ip', `ip${index}`);

    const { databaseUrl, tokenKey } = world;
    const workers = [1, 2].map(() => startWorkerProcess({ databaseUrl, tokenKey, concurrency: 4 }));
    try {
      // All of them are in the queue by now, and some are made.
      await waitUntil(async () => (await addresses()).length > 5, { limitMs: WORK_LIMIT_MS });
      await put(domain, caller, 'public-ip', 'one', { identity: { workspace: 'w2' } });
      await deleteResource(domain, caller, identityOf('public-ip', 'old'));
      const one = await nameOf('one', 'w2');
      const hasOvertaken = await waitUntil(
        async () => {
          const there = await addresses();
          return there.includes(one) && !there.includes(old) && { there };
        },
        { limitMs: WORK_LIMIT_MS, everyMs: 100 },
      );
      expect(hasOvertaken?.there.length).toBeLessThan(MANY * 0.75);
      const isDone = await waitUntil(async () => (await addresses()).length === MANY + 1, {
        limitMs: WORK_LIMIT_MS,
        everyMs: 200,
      });
      expect(isDone).toBe(true);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop(10_000)));
    }
    expect((await cloud.newCalls()).filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe('calls that others make with a project', () => {
  test('are none as long as only we call', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    for (let index = 0; index < 20; index += 1) await put(domain, caller, 'public-ip', `ip${index}`);
    await world.settle();
    await checkIt();
    expect((await budget())?.usedByOthers).toBe(0);
    expect(await connection()).toMatchObject({ status: 'connected' });
  });

  test('are counted, and told by the connection when they are many', async () => {
    await world.cloud.setRateLimit({ limit: 3_600, remaining: 3_200 });
    await checkIt();
    const used = (await budget())?.usedByOthers ?? 0;
    expect(used).toBeGreaterThan(350);
    expect(used).toBeLessThan(410);
    expect(await connection()).toMatchObject({ status: 'connected' });

    await world.cloud.setRateLimit({ remaining: 2_000 });
    await checkIt();
    await checkIt();
    expect(await connection()).toMatchObject({ status: 'degraded', statusCode: 'PROVIDER_RATE_LIMITED' });

    await world.dataSource.query(
      `UPDATE rate_budget SET others_counted_at = others_counted_at - interval '3 hours'`,
    );
    await checkIt();
    expect(await connection()).toMatchObject({ status: 'connected' });
  });

  test('and leave too few for a check of the connection put it off, which says so and lets nobody through a bar', async () => {
    await world.cloud.setRateLimit({ limit: 3_600, remaining: 300 });
    await checkIt();
    await world.cloud.newCalls();
    await checkIt();
    expect(await world.cloud.newCalls()).toEqual([]);
    expect(await connection()).toMatchObject({ status: 'degraded', statusCode: 'PROVIDER_RATE_LIMITED' });

    await world.cloud.setToken('revoked');
    // Somebody waits for this one.
    await checkConnection(world.domain, operator, world.connectionId);
    await checkIt();
    const barred = {
      status: 'error',
      statusCode: 'PROVIDER_UNAUTHORIZED',
      barredCode: 'PROVIDER_UNAUTHORIZED',
    };
    expect(await connection()).toMatchObject(barred);
    await checkIt();
    expect(await connection()).toMatchObject(barred);
  });
});
