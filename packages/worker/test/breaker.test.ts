import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConnection } from '@seca-hetzner/domain';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { put } from '@seca-hetzner/domain/testing';
import { startSecondProject, type SecondProject } from './support/second-project.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

/** How much faster than the wall clock the control plane's own waits are in a worker world. */
const CLOCK_SPEED = 20;
const NETWORKS = 20;

let world: WorkerWorld;
let other: SecondProject;
beforeEach(async () => {
  world = await createWorkerWorld();
  other = await startSecondProject(world);
  await world.settle();
});
afterEach(() => world.close());

const connection = () => findConnection(world.dataSource.manager, world.connectionId);

async function putNetworks(): Promise<void> {
  await put(world.domain, world.caller, 'workspace', 'w');
  await world.settle();
  for (let n = 1; n <= NETWORKS; n += 1) await put(world.domain, world.caller, 'network', `n${n}`);
}

/** From now on the first project answers nothing but errors. */
async function breakProject(): Promise<void> {
  const effect = { type: 'error', status: 503 };
  await world.cloud.addFault({ operation: '*', project: world.cloud.token, times: null, effect });
}

/** Runs whatever is due as a worker does, until something is so. */
async function runUntil(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await world.runDue();
    await world.domain.clock.sleep(100);
  }
}

const isBarred = async (): Promise<boolean> => (await connection())?.barredCode !== undefined;

/** How often the connection was probed in vain, and in how many of its own seconds it will be next. */
async function probes(): Promise<{ failures: number; nextSeconds: number }> {
  const [row]: { failures: number; nextSeconds: number }[] = await world.dataSource.query(
    `SELECT failures, $2 * extract(epoch FROM due_at - last_check_at)::float AS "nextSeconds"
       FROM provider_connection WHERE id = $1`,
    [world.connectionId, CLOCK_SPEED],
  );
  return row ?? { failures: 0, nextSeconds: 0 };
}

test('a project that answers errors is probed with growing pauses, and no unit of it calls', async () => {
  await putNetworks();
  await breakProject();
  await runUntil(isBarred);
  expect(await connection()).toMatchObject({ status: 'degraded', statusCode: 'PROVIDER_UNAVAILABLE' });

  await world.cloud.newCalls();
  const before = await probes();
  await runUntil(async () => (await probes()).failures >= 6);
  const calls = await world.cloud.newCalls();
  expect(new Set(calls.map((call) => call.template))).toEqual(new Set(['/placement_groups']));
  // Each probe is one call and its two retries, twenty networks or not.
  expect(calls).toHaveLength(3 * (6 - before.failures));
  // The next pause is 32 seconds, of which chance takes off a half at most: four calls a minute, then fewer.
  expect((await probes()).nextSeconds).toBeGreaterThanOrEqual(15);
});

test('another project is served meanwhile as quickly as before', async () => {
  const latencyMs = async (network: string): Promise<number> => {
    const startedAt = Date.now();
    await other.putNetwork(network);
    await runUntil(async () => (await other.stateOf(network)) === 'active');
    return Date.now() - startedAt;
  };
  const before = await latencyMs('before');
  await putNetworks();
  await breakProject();
  await runUntil(isBarred);
  // Behind one run of the broken project, whose three tries take two seconds, it would be more than that.
  expect(await latencyMs('meanwhile')).toBeLessThan(before * 5 + 1_000);
  expect(await isBarred()).toBe(true);
});

test('when it comes back everything goes on, a few at a time', async () => {
  await putNetworks();
  await breakProject();
  await runUntil(isBarred);
  await world.cloud.clearFaults();
  await world.dataSource.query(`UPDATE resource SET due_at = NULL`);
  await world.run({ type: 'connection', uid: world.connectionId });
  const [spread]: { seconds: number; units: number }[] = await world.dataSource.query(
    `SELECT extract(epoch FROM max(due_at) - min(due_at))::float AS seconds, count(*)::int AS units
       FROM resource WHERE due_at IS NOT NULL`,
  );
  expect(spread?.units).toBeGreaterThanOrEqual(NETWORKS);
  // Twenty a second.
  expect(spread?.seconds).toBeGreaterThanOrEqual((NETWORKS - 1) / 20 - 0.01);
  await world.settle();
  for (let n = 1; n <= NETWORKS; n += 1)
    expect((await world.get('network', `n${n}`)).status.state).toBe('active');
});

test('a dead token stops the calls of every unit, and what comes due meanwhile makes none', async () => {
  await putNetworks();
  await world.settle();
  await world.cloud.setToken('revoked');
  await world.run({ type: 'connection', uid: world.connectionId });
  await world.cloud.newCalls();
  const units = await Promise.all([1, 2, 3].map((n): Promise<Unit> => world.unitOf('network', `n${n}`)));
  await Promise.all(units.map((unit) => world.run(unit)));
  expect(await world.cloud.newCalls()).toEqual([]);
});
