/** The whole of `npm start`, as a process of its own, on a folder and ports that nobody else uses. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endpointsFile, type Endpoints } from '../supervisor/endpoints.js';
import { settlesWithin, waitUntil } from '../wait.js';

const START = fileURLToPath(new URL('../start.js', import.meta.url));
const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 10_000;

const ANY_PORT = {
  GATEWAY_PORT: '0',
  GATEWAY_MANAGEMENT_PORT: '0',
  ADMIN_PORT: '0',
  ADMIN_MANAGEMENT_PORT: '0',
  AGENT_PORT: '0',
  WORKER_MANAGEMENT_PORT: '0',
  SIMULATOR_PORT: '0',
};

export interface StackOptions {
  /** Beside this process's own environment. */
  environment?: Readonly<Record<string, string>>;
  /** Where an earlier stack has left its data; a new folder, removed at the end, unless told. */
  dataDir?: string;
  /** How long it may take to come up; a minute and a half unless told. */
  readyLimitMs?: number;
}

/** A running stack. */
export interface Stack {
  readonly endpoints: Endpoints;
  readonly dataDir: string;
  /** Of the supervisor, which is the parent of all the others. */
  readonly pid: number;
  /** Base of the simulator's faults, clock and call log, ends in `/_simulator`. */
  readonly control: string;
  /** All that it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Resolves when a client can work with it; rejects with its output when it does not come up. */
export async function startStack({
  environment = {},
  dataDir,
  readyLimitMs = READY_LIMIT_MS,
}: StackOptions = {}): Promise<Stack> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'seca-stack-'));
  // One that was killed has left its own behind.
  rmSync(endpointsFile(folder), { force: true });
  const supervisor = spawn(process.execPath, [START], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Whoever is killed with a stack of its own leaves none behind.
    env: { ...process.env, ...ANY_PORT, ...environment, DATA_DIR: folder, PARENT_WATCH: '1' },
  });
  const exited = once(supervisor, 'close');
  let output = '';
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream?.on('data', (text: Buffer) => (output += text.toString()));
  }
  const removeFolder = (): void => {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const endpoints = await waitForEndpoints(supervisor, folder, readyLimitMs);
  if (!endpoints) {
    await end(supervisor, exited);
    removeFolder();
    throw new Error(`the stack did not come up:\n${output}`);
  }
  return {
    endpoints,
    dataDir: folder,
    pid: supervisor.pid ?? 0,
    control: new URL('/_simulator', endpoints.simulator ?? endpoints.gateway).href,
    output: () => output,
    async stop() {
      await end(supervisor, exited);
      removeFolder();
      return supervisor.exitCode;
    },
  };
}

function waitForEndpoints(
  supervisor: ChildProcess,
  folder: string,
  limitMs: number,
): Promise<Endpoints | undefined> {
  const path = endpointsFile(folder);
  const isOver = (): boolean => supervisor.exitCode !== null || supervisor.signalCode !== null;
  return waitUntil(
    () => {
      if (isOver()) throw new Error('ended');
      return existsSync(path) && (JSON.parse(readFileSync(path, 'utf8')) as Endpoints);
    },
    { limitMs, everyMs: 50 },
  ).catch(() => undefined);
}

async function end(supervisor: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (supervisor.exitCode === null) supervisor.kill('SIGINT');
  if (!(await settlesWithin(exited, STOP_LIMIT_MS))) supervisor.kill('SIGKILL');
  await exited;
}
