import { fileURLToPath } from 'node:url';
import { startChild, type ChildProcess } from '@seca-hetzner/scripts';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface WorkerProcessOptions {
  databaseUrl: string;
  tokenKey: string;
}

/** Starts a worker as it runs in production, and does not wait for anything. */
export function startWorkerProcess({ databaseUrl, tokenKey }: WorkerProcessOptions): ChildProcess {
  return startChild({
    name: 'worker',
    script: MAIN,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TOKEN_ENCRYPTION_KEY: tokenKey,
      WORKER_MANAGEMENT_PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
}
