import {
  Queue,
  Relay,
  Worker,
  createPostgresBackend,
  createPostgresRelayBackend,
  runMigrations,
  withBackend,
  type JobsOptions,
  type PgPool,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Client, Pool } from 'pg';
import { SturdyClient } from '../persistence/sturdy-client.js';

/** Where BullMQ keeps its tables, beside ours in the same database. */
const SCHEMA = 'bullmq';

/** What a job carries: which unit, never what changed. */
export interface ReconcileJob {
  type: string;
  uid: string;
}

type ReportError = (error: Error) => void;

/** The parts of BullMQ's classes that we use; they are generic over the store, these are not. */
export interface JobQueue {
  addBulk(jobs: { name: string; data: ReconcileJob; opts: JobsOptions }[]): Promise<unknown>;
  getWaitingCount(): Promise<number>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: ReportError): unknown;
  close(): Promise<void>;
}

export interface QueueWorker {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: ReportError): unknown;
  close(): Promise<void>;
}

type JobProcessor = (job: { data: ReconcileJob }) => Promise<void>;

/** BullMQ on one of its two stores; everything else about jobs is the same on both. */
export interface JobBackend {
  queue(name: string): JobQueue;
  worker(name: string, processor: JobProcessor, concurrency: number): QueueWorker;
  relay(namespace: string): Pick<Relay, 'waitUntilReady' | 'subscribe' | 'publish' | 'close' | 'on'>;
  close(): Promise<void>;
}

export interface JobBackendOptions {
  databaseUrl: string;
  /** Carries the queue instead of PostgreSQL when given. */
  redisUrl?: string | undefined;
  /** Keeps the keys of several installations on one Redis apart. */
  redisPrefix?: string | undefined;
  onError: (error: unknown) => void;
}

/** Jobs that were done are of no interest; what they did is in `reconcile_run`. */
const JOB_RETENTION = { removeOnComplete: { count: 0 }, removeOnFail: { count: 100 } };

/**
 * How soon the job of a worker that was killed is run again: until then its deduplication keeps every wake-up of the
 * unit out. Short, and allowed to happen any number of times, since it is the lease that keeps two from working.
 */
const STALLED = { lockDuration: 5_000, stalledInterval: 2_500, maxStalledCount: 1_000_000 };

/** Each blocking reader (one worker, one relay) keeps a client for LISTEN; the rest is for queries. */
const POOL_SIZE = 8;

export function createJobBackend(options: JobBackendOptions): JobBackend {
  return options.redisUrl === undefined ? postgresBackend(options) : redisBackend(options, options.redisUrl);
}

const onPostgres = withBackend(createPostgresBackend);

function postgresBackend({ databaseUrl, onError }: JobBackendOptions): JobBackend {
  const pool = new Pool({
    Client: SturdyClient,
    connectionString: databaseUrl,
    max: POOL_SIZE,
    keepAlive: true,
    application_name: 'seca jobs',
    options: `-c search_path=${SCHEMA}`,
  });
  pool.on('error', onError);
  // A pg.Pool is what BullMQ takes; only under `exactOptionalPropertyTypes` the two do not match by type.
  const connection = pool as unknown as PgPool;
  return {
    queue: (name) => new onPostgres.Queue<ReconcileJob>(name, { connection }),
    worker: (name, processor, concurrency) =>
      new onPostgres.Worker<ReconcileJob>(name, processor, {
        connection,
        concurrency,
        ...STALLED,
        ...JOB_RETENTION,
      }),
    relay: (namespace) => new Relay({ connection, namespace, backend: createPostgresRelayBackend }),
    close: () => pool.end(),
  };
}

function redisBackend({ onError, redisPrefix = 'seca' }: JobBackendOptions, redisUrl: string): JobBackend {
  // A blocking reader must wait for its server for ever: https://docs.bullmq.io/guide/going-to-production
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  return {
    queue: (name) => new Queue<ReconcileJob>(name, { connection, prefix: redisPrefix }),
    worker: (name, processor, concurrency) =>
      new Worker<ReconcileJob>(name, processor, {
        connection,
        prefix: redisPrefix,
        concurrency,
        ...STALLED,
        ...JOB_RETENTION,
      }),
    relay: (namespace) => new Relay({ connection, prefix: redisPrefix, namespace }),
    async close() {
      connection.disconnect();
    },
  };
}

/** Brings the queue's tables up to date; safe to call from several processes at once. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}
