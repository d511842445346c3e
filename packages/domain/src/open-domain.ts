import { createAuthorizer } from './authorization/authorizer.js';
import type { Domain } from './domain.js';
import { createJobs } from './jobs/bullmq-jobs.js';
import { createDataSource } from './persistence/data-source.js';
import type { ProviderRules } from './provider/provider-rules.js';
import { systemClock } from './runtime/clock.js';
import type { Logger } from './runtime/logger.js';
import { startManagementServer, type ManagementOptions } from './runtime/management-server.js';
import type { Shutdown } from './runtime/shutdown.js';
import type { Settings } from './settings.js';

export interface DomainOptions {
  /** Names the process at the database. */
  program: string;
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Connections to PostgreSQL, beside those of the queue. */
  poolSize: number;
  providerRules: ProviderRules;
  settings: Settings;
  /** How much shorter every pause is; 1 unless told. */
  clockScale?: number;
  logger: Logger;
  shutdown: Shutdown;
}

/** The domain on its database and queue, which are closed when the process ends. Rejects when one can't be reached. */
export async function openDomain(options: DomainOptions): Promise<Domain> {
  const { program, databaseUrl, redisUrl, poolSize, providerRules, settings, logger, shutdown } = options;
  const dataSource = await createDataSource({
    url: databaseUrl,
    poolSize,
    applicationName: `seca ${program}`,
  }).initialize();
  shutdown.add('database', () => dataSource.destroy());
  const jobs = await createJobs({ databaseUrl, redisUrl, logger });
  shutdown.add('jobs', () => jobs.close());
  return {
    dataSource,
    jobs,
    authorizer: createAuthorizer(dataSource),
    providerRules,
    settings,
    clock: systemClock(options.clockScale),
    logger,
  };
}

/** The management port of a process: ready while it is not stopping and database and queue can be used. */
export async function openManagement(
  { dataSource, jobs }: Domain,
  shutdown: Shutdown,
  place: Pick<ManagementOptions, 'host' | 'port' | 'metrics'>,
): Promise<{ port: number }> {
  const management = await startManagementServer({
    ...place,
    checks: {
      database: async () => void (await dataSource.query('SELECT 1')),
      jobs: () => jobs.check(),
    },
    isStopping: () => shutdown.isStopping,
  });
  shutdown.add('management', () => management.close());
  return management;
}
