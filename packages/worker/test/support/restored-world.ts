import { systemClock, createMetrics } from '@seca-hetzner/domain/runtime';
import { findConnection, type Domain, type ProviderConnection } from '@seca-hetzner/domain';
import { findDueUnits, type Unit } from '@seca-hetzner/domain/jobs';
import { openTestDomain, restoreCopy } from '@seca-hetzner/domain/testing';
import { createHetznerProvider } from '@seca-hetzner/provider-hetzner/reconcilers';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { createEngineMetrics } from '../../src/engine/metrics.js';
import { runUnit } from '../../src/engine/run-unit.js';
import { createRegistry } from '../../src/registry.js';
import type { WorkerWorld } from './world.js';

/** One worker of an installation, as it is when it has just been started. */
export interface StartedWorker {
  domain: Domain;
  run(unit: Unit): Promise<void>;
  /** Runs whatever is due, some rounds long: what waits for its turn is left. */
  runRounds(): Promise<void>;
  connection(): Promise<ProviderConnection | undefined>;
  stop(): Promise<void>;
}

const ROUNDS = 20;

/** A worker on the database `url`, for the same tenants and projects as those of `world`. */
export async function startWorker(
  { cipher, connectionId }: WorkerWorld,
  url: string,
): Promise<StartedWorker> {
  const domain = Object.assign(await openTestDomain(url, { providerRules: hetznerRules }), {
    clock: systemClock(20),
  });
  const { manager } = domain.dataSource;
  const provider = createHetznerProvider({
    domain,
    cipher,
    defaultImage: 'debian-12',
    diskSnapshotAfterMs: 900_000,
    userAgent: 'test',
  });
  const metrics = createEngineMetrics(createMetrics());
  const engine = { domain, provider, registry: createRegistry(provider), metrics, owner: 'started' };
  const never = new AbortController().signal;
  return {
    domain,
    run: (unit) => runUnit(engine, unit, never),
    async runRounds() {
      for (let round = 0; round < ROUNDS; round += 1) {
        const due = await findDueUnits(manager, 100);
        await Promise.all(due.map((unit) => runUnit(engine, unit, never)));
        if (due.length === 0) await domain.clock.sleep(1_000);
      }
    },
    connection: () => findConnection(manager, connectionId),
    async stop() {
      await provider.close();
      await domain.dataSource.destroy();
    },
  };
}

/** A worker on a restored backup of the world's database. */
export async function startRestored(world: WorkerWorld): Promise<StartedWorker> {
  const copy = await restoreCopy(world.databaseUrl);
  const worker = await startWorker(world, copy.url);
  return {
    ...worker,
    async stop() {
      await worker.stop();
      await copy.drop();
    },
  };
}
