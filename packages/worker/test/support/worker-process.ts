import { fileURLToPath } from 'node:url';
import { startChild, type ChildProcess } from '@seca-hetzner/scripts';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface WorkerProcessOptions {
  databaseUrl: string;
  tokenKey: string;
  /** Carries the queue instead of PostgreSQL. */
  redisUrl?: string | undefined;
  clockScale?: number;
  /** Takes what it says, warnings too; else its errors alone are kept. */
  logFile?: string;
  /** Says what it does, that it is ready for one. */
  isTalkative?: boolean;
  /** How many units it works on at a time; its own default unless told. */
  concurrency?: number;
  /** Connections to PostgreSQL; its own default unless told. */
  poolSize?: number;
}

/** Starts a worker as it runs in production, and does not wait for anything. */
export function startWorkerProcess({
  databaseUrl,
  tokenKey,
  redisUrl,
  clockScale = 1,
  logFile,
  isTalkative = false,
  concurrency,
  poolSize,
}: WorkerProcessOptions): ChildProcess {
  return startChild({
    name: 'worker',
    script: MAIN,
    ...(logFile === undefined ? {} : { logFile }),
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TOKEN_ENCRYPTION_KEY: tokenKey,
      WORKER_MANAGEMENT_PORT: '0',
      LOG_LEVEL: isTalkative ? 'info' : logFile === undefined ? 'error' : 'warn',
      REDIS_URL: redisUrl,
      CLOCK_SCALE: String(clockScale),
      ...(poolSize === undefined ? {} : { DATABASE_POOL_SIZE: String(poolSize) }),
      ...(concurrency === undefined ? {} : { WORKER_CONCURRENCY: String(concurrency) }),
    },
  });
}
