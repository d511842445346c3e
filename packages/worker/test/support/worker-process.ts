import { fileURLToPath } from 'node:url';
import { startChild, type ChildProcess } from '@seca-hetzner/scripts';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface WorkerProcessOptions {
  databaseUrl: string;
  tokenKey: string;
  /** How many units it works on at a time; its own default unless told. */
  concurrency?: number;
}

/** Starts a worker as it runs in production, and does not wait for anything. */
export function startWorkerProcess({
  databaseUrl,
  tokenKey,
  concurrency,
}: WorkerProcessOptions): ChildProcess {
  return startChild({
    name: 'worker',
    script: MAIN,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TOKEN_ENCRYPTION_KEY: tokenKey,
      WORKER_MANAGEMENT_PORT: '0',
      LOG_LEVEL: 'error',
      ...(concurrency === undefined ? {} : { WORKER_CONCURRENCY: String(concurrency) }),
    },
  });
}
