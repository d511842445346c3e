/** The server process of PostgreSQL: starting it, knowing it again after a crash, ending it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { settlesWithin, waitUntil } from '../wait.js';
import type { Account } from './account.js';
import { PROGRAM_ENVIRONMENT } from './program.js';

const LEFTOVER_LIMIT_MS = 10_000;

/** What PostgreSQL writes into `postmaster.pid`, as far as we need it. */
interface PidFile {
  pid: number;
  isReady: boolean;
}

/** See "postmaster.pid" in PostgreSQL's `miscinit.h`: line 1 is the process, line 8 its state. */
export function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    return Number.isInteger(pid) && pid > 1 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends a server that still runs on `folder` because its launcher was killed, so that the next one starts from a
 * known state. A `postmaster.pid` whose number now belongs to another program would make PostgreSQL refuse to
 * start; it is removed. One whose process is gone PostgreSQL handles itself.
 */
export async function endLeftover(folder: string): Promise<void> {
  const found = readPidFile(folder);
  if (!found) return;
  if (!isServerOf(found.pid, folder)) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  const isGone = () => !isServerOf(found.pid, folder);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    trySignal(found.pid, signal);
    if (await waitUntil(isGone, { limitMs: LEFTOVER_LIMIT_MS })) return;
  }
}

/** Whether process `pid` is a PostgreSQL server that works on `folder`. */
function isServerOf(pid: number, folder: string): boolean {
  const real = realpathSync(folder);
  try {
    // A server's working directory is its data folder.
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === real;
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && (command.includes(folder) || command.includes(real));
  } catch {
    return false;
  }
}

export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly hasExited: boolean;
  /** Disconnects clients, writes everything down and ends; forced after `limitMs`, to be recovered at the next start. */
  stop(limitMs: number): Promise<void>;
}

export interface LaunchOptions {
  program: string;
  folder: string;
  port: number;
  settings: Readonly<Record<string, string>>;
  logFile: string;
  account: Account | undefined;
  /** How long the server outlives a launcher that was killed, for its other children to end in order. */
  graceSeconds: number;
}

/** Starts the server in a process group of its own, with a guard that ends it once we are gone. */
export function launchPostmaster(options: LaunchOptions): Postmaster {
  const { program, folder, port, settings, logFile, account } = options;
  const output = openSync(logFile, 'w', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(program, ['-D', folder, '-p', String(port), ...args], {
    ...account,
    env: PROGRAM_ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const guard = server.pid === undefined ? undefined : startGuard(server.pid, options);
  let hasExited = false;
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      hasExited = true;
      guard?.kill('SIGKILL');
      resolve();
    };
    server.once('exit', end).once('error', end);
  });
  return {
    pid: server.pid ?? 0,
    exited,
    get hasExited() {
      return hasExited;
    },
    async stop(limitMs) {
      for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (hasExited) return;
        server.kill(signal);
        await settlesWithin(exited, signal === 'SIGINT' ? limitMs : 500);
      }
      await exited;
    },
  };
}

/**
 * A shell that waits for the end of its input, which comes when this process is gone in whatever way, and then
 * ends the server.
 */
function startGuard(pid: number, { account, graceSeconds }: LaunchOptions): ChildProcess {
  const script = `read -r _
    left=${graceSeconds}
    while [ $left -gt 0 ] && kill -0 ${pid} 2>/dev/null; do sleep 1; left=$((left - 1)); done
    [ $left -gt 0 ] || kill -INT ${pid}`;
  const guard = spawn('/bin/sh', ['-c', script], {
    ...account,
    env: PROGRAM_ENVIRONMENT,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.once('error', () => {}); // Without a shell, the next start ends the server.
  guard.unref();
  return guard;
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
