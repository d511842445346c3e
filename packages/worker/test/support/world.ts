import { randomBytes } from 'node:crypto';
import {
  bindConnection,
  createTokenCipher,
  ensureInstallation,
  ensureTenant,
  findResource,
  type ConnectionMode,
  type Kind,
  type Provider,
  type Resource,
  type TokenCipher,
} from '@seca-hetzner/domain';
import { findDueUnits, type Unit } from '@seca-hetzner/domain/jobs';
import { createMetrics, systemClock } from '@seca-hetzner/domain/runtime';
import { createTestWorld, identityOf, type TestWorld } from '@seca-hetzner/domain/testing';
import { createHetznerProvider } from '@seca-hetzner/provider-hetzner/reconcilers';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { createEngineMetrics } from '../../src/engine/metrics.js';
import { runUnit, type Engine } from '../../src/engine/run-unit.js';
import { createRegistry } from '../../src/registry.js';
import { startCloud, type Cloud, type CloudOptions } from './cloud.js';

/** How much faster than the wall clock the control plane's own waits are. */
const CLOCK_SPEED = 20;

/** What becomes due within this time belongs to the work at hand; what comes later is only looked after. */
const SOON_MS = 1_000;

/** A domain, a simulated Hetzner, and an engine that works off what is due when it is told to. */
export interface WorkerWorld extends TestWorld {
  cloud: Cloud;
  engine: Engine;
  connectionId: string;
  cipher: TokenCipher;
  /** The key of `cipher`, as a process is told it. */
  tokenKey: string;
  /** Goes on with workers that make two NAT VMs of each, or one; they know nothing of the ones before. */
  setNatStandbys(setting: boolean): void;
  /** Runs whatever is due now, once. */
  runDue(): Promise<void>;
  /** Runs whatever is due, and what becomes due by it, until nothing is. `signalOf` gives what ends each round's runs. */
  settle(signalOf?: () => AbortSignal): Promise<void>;
  /** Runs one unit once, due or not. */
  run(unit: Unit, signal?: AbortSignal): Promise<void>;
  find<K extends Kind>(kind: K, name: string): Promise<Resource<K> | undefined>;
  get<K extends Kind>(kind: K, name: string): Promise<Resource<K>>;
  unitOf(
    kind: 'network' | 'instance' | 'workspace' | 'public-ip' | 'security-group',
    name: string,
  ): Promise<Unit>;
}

export interface WorkerWorldOptions {
  mode?: Exclude<ConnectionMode, 'smoke'>;
  /** Makes NAT VMs with an agent. */
  agentUrl?: string;
  /** Makes two of each. */
  hasNatStandbys?: boolean;
  cloud?: CloudOptions;
}

export const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;

export async function createWorkerWorld({
  mode = 'live',
  agentUrl,
  hasNatStandbys = false,
  cloud: cloudOptions,
}: WorkerWorldOptions = {}): Promise<WorkerWorld> {
  const cloud = await startCloud(cloudOptions);
  const world = await createTestWorld({ providerRules: hetznerRules });
  const domain = Object.assign(world.domain, { clock: systemClock(CLOCK_SPEED) });
  const { dataSource } = domain;
  await dataSource.transaction((manager) => ensureInstallation(manager, new Date()));
  await ensureTenant(domain, operator, 'acme');
  const tokenKey = randomBytes(32).toString('base64');
  const cipher = createTokenCipher(tokenKey);
  const { id: connectionId } = await bindConnection(domain, operator, cipher, {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: cloud.url,
    token: cloud.token,
    mode,
  });
  const providers: Provider[] = [];
  const engineWith = (setting: boolean): Engine => {
    const provider = createHetznerProvider({
      domain,
      cipher,
      defaultImage: 'debian-12',
      diskSnapshotAfterMs: 900_000,
      agentUrl,
      hasNatStandbys: setting,
      userAgent: 'test',
    });
    providers.push(provider);
    const metrics = createEngineMetrics(createMetrics());
    return { domain, provider, registry: createRegistry(provider), metrics, owner: 'test' };
  };
  let engine = engineWith(hasNatStandbys);
  const never = new AbortController().signal;
  const get = async <K extends Kind>(kind: K, name: string): Promise<Resource<K>> => {
    const resource = await findResource(dataSource.manager, identityOf(kind, name));
    if (!resource) throw new Error(`there is no ${kind} ${name}`);
    return resource;
  };
  return {
    ...world,
    domain,
    cloud,
    get engine() {
      return engine;
    },
    connectionId,
    cipher,
    tokenKey,
    setNatStandbys(setting) {
      engine = engineWith(setting);
    },
    async runDue() {
      const due = await findDueUnits(dataSource.manager, 100);
      await Promise.all(due.map((unit) => runUnit(engine, unit, never)));
    },
    async settle(signalOf = () => never) {
      for (let round = 0; round < 500; round += 1) {
        const due = await findDueUnits(dataSource.manager, 100);
        const signal = signalOf();
        await Promise.all(due.map((unit) => runUnit(engine, unit, signal)));
        if (due.length > 0) continue;
        const [soon]: { ms: number }[] = await dataSource.query(
          `SELECT 1000 * extract(epoch FROM min(due_at) - clock_timestamp())::float AS ms
             FROM resource WHERE due_at < clock_timestamp() + $1 * interval '1 ms'`,
          [SOON_MS],
        );
        if (soon?.ms == null) return;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, soon.ms)));
      }
      throw new Error('what is due never ends');
    },
    run: (unit, signal = never) => runUnit(engine, unit, signal),
    find: (kind, name) => findResource(dataSource.manager, identityOf(kind, name)),
    get,
    unitOf: async (type, name) => ({ type, uid: (await get(type, name)).uid }),
    async close() {
      for (const provider of providers) await provider.close();
      await world.close();
      await cloud.stop();
    },
  };
}
