/**
 * The order of things when the demo starts and stops. A part that fails at its first start ends the whole
 * start, with its last lines shown; a part that ends later is started again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runChild, startChild, type ChildProcess } from '../child-process.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres.js';
import { lockFolder, type FolderLock } from '../folder-lock.js';
import { waitForReady } from '../http-probe.js';
import { mintToken } from '../local-issuer.js';
import { rotateLog } from '../log-file.js';
import { postgresAccount } from '../postgres/account.js';
import { prepareDataDir } from '../postgres/cluster.js';
import { StartFault } from '../start-fault.js';
import type { StartConfig } from './config.js';
import { endpointsOf, removeEndpoints, writeEndpoints, type Endpoints } from './endpoints.js';
import { keepRunning, type Running } from './keep-running.js';
import { checkPorts, choosePorts } from './ports.js';
import {
  TENANT,
  TENANT_ADMIN,
  controlPlanePrograms,
  localUrls,
  seedProgram,
  simulatorProgram,
  usedPorts,
  type LoggedProgram,
  type ProgramSpec,
  type Surroundings,
} from './programs.js';
import type { Progress } from './progress.js';
import { ensureSecrets } from './secrets.js';
import { together } from './together.js';
import { waitUntilUsable } from './usable.js';

const READY_LIMIT_MS = 60_000;
const DEMO_TOKEN = { subject: TENANT_ADMIN, tenants: [TENANT], expiresIn: '30d' };

// A stop may take five seconds in all. The control plane has its own limit first, and a moment to keep to it;
// what works for it goes afterwards, and quickly.
const CONTROL_PLANE_MARGIN_MS = 100;
const SIMULATOR_STOP_MS = 300;
const POSTGRES_STOP_MS = 400;

export interface Demo {
  readonly endpoints: Endpoints;
  /** Ends everything, in order. Safe to call once it is ready. */
  stop(): Promise<void>;
}

export interface DemoOptions {
  /** Root of the repository. */
  root: string;
  config: StartConfig;
  progress: Progress;
  /** Ends a start that is under way; what had started is stopped and `startDemo` rejects with its reason. */
  signal: AbortSignal;
}

/** Starts everything and resolves once a client can work with it. Nothing is left running when it rejects. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { config, progress, signal } = options;
  const lock = await takeDataDir(config);
  const parts = new Parts(config.dataDir, lock);
  try {
    const around = await surroundingsOf(options, lock);
    const [databaseUrl = ''] = await together<string | undefined>(signal, [
      (until) => prepareDatabase({ ...options, signal: until }, around, parts),
      (until) => startSimulator({ ...options, signal: until }, around, parts),
    ]);
    await progress.step('gateway, admin server, worker', () =>
      together(
        signal,
        controlPlanePrograms(around, databaseUrl).map(
          (spec) => (until: AbortSignal) =>
            startProgram(spec, { ...options, signal: until }, parts.controlPlane),
        ),
      ),
    );
    const token = await mintToken(around.secrets.signingKey, DEMO_TOKEN);
    const regionName = await progress.step('region, catalogue', () =>
      waitUntilUsable(localUrls(around).gateway, token, { limitMs: READY_LIMIT_MS, signal }),
    );
    const endpoints = endpointsOf(around, regionName, token);
    writeEndpoints(config.dataDir, endpoints);
    return { endpoints, stop: () => parts.stop(config.shutdownTimeoutSeconds) };
  } catch (error) {
    await parts.stop(config.shutdownTimeoutSeconds);
    throw error;
  }
}

/** What has been started so far, by the order in which it has to end. */
class Parts {
  readonly controlPlane: Stoppable[] = [];
  readonly simulator: Stoppable[] = [];
  readonly database: Stoppable[] = [];

  constructor(
    private readonly dataDir: string,
    private readonly lock: FolderLock,
  ) {}

  async stop(shutdownTimeoutSeconds: number): Promise<void> {
    removeEndpoints(this.dataDir);
    await stopAll(this.controlPlane, shutdownTimeoutSeconds * 1_000 + CONTROL_PLANE_MARGIN_MS);
    await stopAll(this.simulator, SIMULATOR_STOP_MS);
    await stopAll(this.database, POSTGRES_STOP_MS);
    await this.lock.release();
  }
}

type Stoppable = Pick<Running, 'stop'>;

async function stopAll(parts: readonly Stoppable[], limitMs: number): Promise<void> {
  await Promise.all(parts.map((part) => part.stop(limitMs)));
}

async function takeDataDir({ dataDir }: StartConfig): Promise<FolderLock> {
  prepareDataDir(dataDir, postgresAccount());
  const lock = await lockFolder(dataDir);
  if (!lock)
    throw new StartFault(
      `A start on ${dataDir} is running already; stop it, or set DATA_DIR to another folder.`,
    );
  removeEndpoints(dataDir);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  return lock;
}

async function surroundingsOf(
  { root, config, progress }: DemoOptions,
  { wasLeftBehind }: FolderLock,
): Promise<Surroundings> {
  const { secrets, files } = await ensureSecrets(config.dataDir, config.hetzner ? 'hetzner' : 'simulator');
  if (config.hetzner && secrets.cloud === 'simulator') {
    progress.say('  HCLOUD_TOKEN is not used: the first start has bound the simulator.');
  }
  const names = usedPorts(secrets.cloud === 'simulator');
  const ports = await choosePorts(config.ports, names);
  // The processes of a start that was killed end by themselves, but not at once.
  await checkPorts(ports, names, wasLeftBehind ? config.shutdownTimeoutSeconds * 1_000 + 2_000 : 0);
  return { root, config, ports, secrets, files };
}

async function startDatabase({ config, progress, signal }: DemoOptions, parts: Parts): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  const dataDir = join(config.dataDir, 'postgres');
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir,
      durable: true,
      port,
      signal,
      log: (what) => progress.say(`  ${what} ...`),
    });
  const first = await progress.step('PostgreSQL', () => start(0));
  parts.database.push(
    keepRunning(first, { name: 'PostgreSQL', start: () => start(first.port), report: progress.say }),
  );
  return first.url;
}

/** A database with the schema of this version and with the demo's tenant in it. */
async function prepareDatabase(options: DemoOptions, around: Surroundings, parts: Parts): Promise<string> {
  const databaseUrl = await startDatabase(options, parts);
  await options.progress.step('database schema, tenant, connection', () =>
    runToItsEnd(seedProgram(around, databaseUrl), options.signal),
  );
  return databaseUrl;
}

async function startSimulator(options: DemoOptions, around: Surroundings, parts: Parts): Promise<undefined> {
  if (around.secrets.cloud !== 'simulator') return undefined;
  await options.progress.step('Hetzner simulator', () =>
    startProgram(simulatorProgram(around), options, parts.simulator),
  );
  return undefined;
}

/** Starts a program, waits until it is ready, and from then on starts it again when it ends. */
async function startProgram(
  spec: ProgramSpec,
  { progress, signal }: DemoOptions,
  startedParts: Stoppable[],
): Promise<void> {
  rotateLog(spec.logFile);
  const ready = (child: ChildProcess, until?: AbortSignal) =>
    waitForReady(child, {
      url: spec.readyUrl,
      limitMs: READY_LIMIT_MS,
      ...(spec.accept ? { accept: spec.accept } : {}),
      ...(until ? { signal: until } : {}),
    });

  function startAgain(): ChildProcess {
    const child = startChild(spec);
    ready(child).then(
      () => progress.say(`${spec.name} is ready again`),
      () => {}, // Its end is reported by whoever starts it again.
    );
    return child;
  }

  const child = startChild(spec);
  let part: Stoppable = child;
  startedParts.push({ stop: (limitMs) => part.stop(limitMs) });
  await ready(child, signal);
  part = keepRunning(child, { name: spec.name, start: startAgain, report: progress.say });
}

async function runToItsEnd(options: LoggedProgram, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  rotateLog(options.logFile);
  await runChild(options, signal);
}
