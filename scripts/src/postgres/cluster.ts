/** The data folder of the embedded PostgreSQL: where it lies, its first initialisation, its password. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartFault } from '../start-fault.js';
import { isOpenToOthers, sharedFolder, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { endLeftover } from './postmaster.js';
import { runProgram } from './program.js';

export const DATABASE = 'seca';
export const SUPERUSER = 'seca';

const PASSWORD_FILE = 'seca.password';
const POINTER_FILE = 'cluster.path';

/** Only this machine, and only with the password. There is no socket file to connect by. */
const ACCESS_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** An initialised cluster, started or not. */
export interface Cluster {
  folder: string;
  password: string;
}

export interface ClusterOptions {
  /** Whether a new cluster has to survive a crash of the machine. */
  durable: boolean;
  log?: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** Makes the folder that holds everything of this PostgreSQL, enterable for its account. */
export function prepareDataDir(dataDir: string, account: Account | undefined): void {
  try {
    // With `mode`, the missing parents would be closed as well.
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, account ? 0o711 : 0o700);
  } catch (cause) {
    throw new StartFault(`The folder ${dataDir} cannot be used: ${reasonOf(cause)}.`, { cause });
  }
}

/**
 * Where the cluster of `dataDir` lies, whether it exists or not: inside it, or, when its account could not get
 * there, in a folder outside that a pointer in `dataDir` names.
 */
export function locateCluster(dataDir: string, account: Account | undefined): string {
  const pointer = join(dataDir, POINTER_FILE);
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const inside = join(dataDir, 'cluster');
  if (!account || existsSync(inside) || isOpenToOthers(dataDir)) return inside;
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  return join(sharedFolder(), `cluster-${name}`);
}

/** Initialises the cluster at its first start; later only reads its password. */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | undefined,
  options: ClusterOptions,
): Promise<Cluster> {
  const folder = locateCluster(dataDir, account);
  const isOutside = folder !== join(dataDir, 'cluster');
  // Without its pointer, a cluster outside is what a deleted data folder has left.
  if (isOutside && !existsSync(join(dataDir, POINTER_FILE))) await removeFolder(folder);
  if (!existsSync(folder)) {
    if (isOutside) writeFileSync(join(dataDir, POINTER_FILE), `${folder}\n`, { mode: 0o600 });
    options.log?.('making a new database');
    await initialise(folder, binaries, account, options);
  }
  return { folder, password: readPassword(folder) };
}

/** Stops what still runs on the cluster of `dataDir` and deletes both. */
export async function removeDataDir(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  await removeFolder(locateCluster(dataDir, undefined));
  rmSync(dataDir, { recursive: true, force: true });
}

async function removeFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await endLeftover(folder);
  rmSync(folder, { recursive: true, force: true });
}

// Everything happens in a folder beside, renamed at the end: a start cut off halfway leaves nothing to repair.
async function initialise(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  { durable, signal }: ClusterOptions,
): Promise<void> {
  const unfinished = `${folder}.new`;
  const password = randomBytes(24).toString('base64url');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  const sync = durable ? [] : ['--no-sync'];
  // PostgreSQL's own C.UTF-8 needs no locale of the operating system.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  await runProgram(
    binaries.initdb,
    ['-D', unfinished, '-U', SUPERUSER, '--auth=reject', ...locale, ...sync],
    { input: '', account, signal },
  );
  await runProgram(
    binaries.postgres,
    ['--single', '-D', unfinished, '-c', `fsync=${durable ? 'on' : 'off'}`, 'postgres'],
    {
      input: `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\nCREATE DATABASE ${DATABASE}\n`,
      account,
      signal,
    },
  );
  writeFileSync(join(unfinished, 'pg_hba.conf'), ACCESS_RULES);
  writeFileSync(join(unfinished, PASSWORD_FILE), password, { mode: 0o600 });
  renameSync(unfinished, folder);
}

function readPassword(folder: string): string {
  try {
    return readFileSync(join(folder, PASSWORD_FILE), 'utf8');
  } catch (cause) {
    throw new StartFault(`The database in ${folder} cannot be read: ${reasonOf(cause)}.`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'this account may not read or write it';
  if (code === 'ENOENT') return 'a file is missing';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file is in its place';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EROFS') return 'the disk is read-only';
  return code ?? 'unknown reason';
}
