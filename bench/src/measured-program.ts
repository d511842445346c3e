/** A program under measurement: a process of its own that is asked for its memory and can be profiled. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePorts, waitUntil } from '@seca-hetzner/scripts';

const MEMORY_PROBE = new URL('memory-probe.js', import.meta.url).href;
/** An argument of Node's: has the program count what it sends to PostgreSQL. */
export const STATEMENT_PROBE = `--import=${new URL('statement-probe.js', import.meta.url).href}`;
const READY_LIMIT_MS = 30_000;

/** In bytes, after a full garbage collection. */
export interface Memory {
  rss: number;
  heapUsed: number;
}

export interface MeasuredProgram {
  /** Of its port on this machine, without a slash at its end. */
  readonly url: string;
  memory(): Promise<Memory>;
  /** How many statements it has sent so far; only of a program with `STATEMENT_PROBE`. */
  statements(): Promise<number>;
  /** Ends it as an operator does, and waits until it is gone. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  /** The JavaScript file to run. */
  script: URL;
  /** Beside this process's own environment, and by the ports that it may take. */
  environment: (port: number, managementPort: number) => Readonly<Record<string, string>>;
  nodeArguments?: readonly string[];
}

/** Resolves when it answers HTTP, with whatever status. */
export async function startProgram(options: ProgramOptions): Promise<MeasuredProgram> {
  const { script, environment, nodeArguments = [] } = options;
  const [port = 0, managementPort = 0] = await freePorts(2);
  const child = fork(fileURLToPath(script), {
    execArgv: ['--expose-gc', '--import', MEMORY_PROBE, ...nodeArguments],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PARENT_WATCH: '1',
      ...environment(port, managementPort),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  if (!(await waitUntil(answers, { limitMs: READY_LIMIT_MS }))) {
    child.kill('SIGKILL');
    throw new Error(`${script.pathname} does not answer`);
  }
  async function ask<T>(question: 'memory' | 'statements'): Promise<T> {
    const answer = once(child, 'message');
    child.send(question);
    const [told] = (await answer) as [T];
    return told;
  }
  return {
    url,
    memory: () => ask('memory'),
    statements: () => ask('statements'),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
