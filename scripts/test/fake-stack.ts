/** A repository of fake programs, and the supervisor running on it as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres } from '../src/embedded-postgres.js';
import { freePorts } from '../src/free-port.js';
import type { Endpoints } from '../src/supervisor/endpoints.js';
import { waitUntil } from '../src/wait.js';
import { openFolder, putNewCluster } from './new-cluster.js';
import { isAlive } from './processes.js';

const RUNNER = fileURLToPath(new URL('./fixtures/run-demo.js', import.meta.url));
const FAKE = new URL('./fixtures/fake-program.js', import.meta.url).href;
const READY_LIMIT_MS = 30_000;

const PROGRAMS = {
  simulator: 'packages/simulator/dist/src/main.js',
  gateway: 'packages/gateway/dist/src/main.js',
  server: 'packages/server/dist/src/main.js',
  worker: 'packages/worker/dist/src/main.js',
  migrate: 'packages/server/dist/src/commands/migrate.js',
  seed: 'packages/server/dist/src/commands/seed.js',
};

const PORTS = [
  'GATEWAY_PORT',
  'GATEWAY_MANAGEMENT_PORT',
  'ADMIN_PORT',
  'ADMIN_MANAGEMENT_PORT',
  'AGENT_PORT',
  'WORKER_MANAGEMENT_PORT',
  'SIMULATOR_PORT',
];

export type ProgramName = keyof typeof PROGRAMS;

const NAMES: readonly ProgramName[] = ['simulator', 'gateway', 'server', 'worker', 'seed'];

export interface Run {
  readonly supervisor: ChildProcess;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** Waits for the line that says so; throws with the output when it ends instead. */
  ready(): Promise<void>;
  /** Waits for the end; gives the exit code. */
  ended(): Promise<number | null>;
}

export class FakeStack {
  readonly #folder = openFolder('seca-supervisor-');
  readonly dataDir = join(this.#folder, 'data');
  #ports: Record<string, string> = {};
  #runs: Run[] = [];

  static async make(): Promise<FakeStack> {
    const stack = new FakeStack();
    for (const [name, script] of Object.entries(PROGRAMS)) {
      const path = join(stack.#folder, script);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { play } from ${JSON.stringify(FAKE)};\nplay('${name}');\n`);
    }
    writeFileSync(join(stack.#folder, 'package.json'), '{ "type": "module" }');
    const ports = await freePorts(PORTS.length);
    for (const [index, name] of PORTS.entries()) stack.#ports[name] = String(ports[index]);
    return stack;
  }

  port(variable: string): number {
    return Number(this.#ports[variable]);
  }

  /** Starts the supervisor; unless told, on a database that the fakes do not touch. */
  start(environment: Record<string, string | undefined> = {}): Run {
    const supervisor = spawn(process.execPath, [RUNNER, this.#folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: this.dataDir,
        FAKE_DIR: this.#folder,
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        ...this.#ports,
        ...environment,
      },
    });
    let output = '';
    const exit = once(supervisor, 'close');
    for (const stream of [supervisor.stdout, supervisor.stderr]) {
      stream.on('data', (text: Buffer) => (output += text.toString()));
    }
    const run: Run = {
      supervisor,
      output: () => output,
      async ready() {
        const isOver = () => supervisor.exitCode !== null || output.includes('Ready after');
        await waitUntil(isOver, { limitMs: READY_LIMIT_MS });
        if (!output.includes('Ready after')) throw new Error(`the demo did not become ready:\n${output}`);
      },
      async ended() {
        await exit;
        return supervisor.exitCode;
      },
    };
    this.#runs.push(run);
    return run;
  }

  /** What the newest process of that name was told; `undefined` when none has run. */
  told(name: ProgramName): { pid: number; env: Record<string, string> } | undefined {
    try {
      return JSON.parse(readFileSync(join(this.#folder, `${name}.json`), 'utf8'));
    } catch {
      return undefined;
    }
  }

  pid(name: ProgramName): number {
    return this.told(name)?.pid ?? 0;
  }

  endpoints(): Endpoints {
    return JSON.parse(readFileSync(join(this.dataDir, 'endpoints.json'), 'utf8'));
  }

  /** Gives the start its PostgreSQL already initialised. */
  async putDatabase(): Promise<void> {
    await putNewCluster(join(this.dataDir, 'postgres'));
  }

  /** Process and port of the PostgreSQL that runs; 0 when there is none. */
  postgres(): { pid: number; port: number } {
    const path = join(this.dataDir, 'postgres/cluster/postmaster.pid');
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    return { pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0) };
  }

  /** Names of the programs that still run. */
  running(): ProgramName[] {
    return NAMES.filter((name) => isAlive(this.pid(name)));
  }

  async remove(): Promise<void> {
    for (const run of this.#runs) {
      run.supervisor.kill();
      await run.ended();
    }
    await removeEmbeddedPostgres(join(this.dataDir, 'postgres'));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
