import { afterEach, expect, test } from 'vitest';
import { renewEpoch } from '@seca-hetzner/domain';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { put } from '@seca-hetzner/domain/testing';
import { startRestored, startWorker, type StartedWorker } from './support/restored-world.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let started: StartedWorker[] = [];
afterEach(async () => {
  for (const worker of started) await worker.stop();
  started = [];
  await world.close();
});

/** An installation that has worked, so that its backup holds a connected project with a workspace in it. */
async function open(): Promise<void> {
  world = await createWorkerWorld();
  await world.settle();
  await put(world.domain, world.caller, 'workspace', 'w');
  await world.settle();
}

async function start(worker: Promise<StartedWorker>): Promise<StartedWorker> {
  started.push(await worker);
  return worker;
}

const connectionUnit = (): Unit => ({ type: 'connection', uid: world.connectionId });

async function writes(): Promise<string[]> {
  return (await world.cloud.newCalls()).filter((call) => call.isWrite).map((call) => call.template);
}

test('of two installations from one backup the older one stops before its first write', async () => {
  await open();
  const restored = await start(startRestored(world));
  await put(world.domain, world.caller, 'network', 'n');
  await put(restored.domain, world.caller, 'network', 'n');
  const older = await start(startWorker(world, world.databaseUrl));

  await restored.runRounds();
  expect(await restored.connection()).toMatchObject({ status: 'connected' });
  expect(await writes()).toContain('/networks');

  // Its own database still says that all is well: the mark of the project is what stops it.
  const network = await world.unitOf('network', 'n');
  await older.run(network);
  expect(await writes()).toEqual([]);
  expect((await world.get('network', 'n')).status.conditions[0]).toMatchObject({
    reason: 'PROVIDER_CONFLICT',
  });
  await older.runRounds();
  expect(await older.connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_CONFLICT' });
  expect(await writes()).toEqual([]);

  await world.cloud.newCalls();
  await older.run(network);
  expect(await world.cloud.newCalls()).toEqual([]);
});

test('one that is running stops with the next look at its connection', async () => {
  await open();
  const restored = await start(startRestored(world));
  await restored.run(connectionUnit());
  await world.cloud.newCalls();
  await world.run(connectionUnit());
  await put(world.domain, world.caller, 'network', 'n');
  await world.run(await world.unitOf('network', 'n'));
  expect(await writes()).toEqual([]);
});

test('a restored backup writes nothing with the epoch of the one that it came from', async () => {
  await open();
  const restored = await start(startRestored(world));
  await put(restored.domain, world.caller, 'network', 'n');
  const [unit]: { uid: string }[] = await restored.domain.dataSource.query(
    `SELECT uid FROM resource WHERE kind = 'network'`,
  );
  await world.cloud.newCalls();
  await restored.run({ type: 'network', uid: unit?.uid ?? '' });
  expect(await writes()).toEqual([]);
});

test('the older one takes the project back when an operator says so', async () => {
  await open();
  const restored = await start(startRestored(world));
  await restored.run(connectionUnit());
  await renewEpoch(world.domain);
  await put(world.domain, world.caller, 'network', 'n');
  await world.settle();
  expect((await world.get('network', 'n')).status.state).toBe('active');
  await restored.run(connectionUnit());
  expect(await restored.connection()).toMatchObject({ status: 'error', statusCode: 'PROVIDER_CONFLICT' });
});

test('a restart on the same database keeps its epoch and writes nothing', async () => {
  await open();
  const again = await start(startWorker(world, world.databaseUrl));
  await world.cloud.newCalls();
  await again.run(connectionUnit());
  expect(await again.connection()).toMatchObject({ status: 'connected' });
  expect(await writes()).toEqual([]);
});
