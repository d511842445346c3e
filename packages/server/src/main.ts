import { createDataSource, tenantAuthorizer, type Domain } from '@seca-hetzner/domain';
import { createJobs } from '@seca-hetzner/domain/jobs';
import {
  configurationOrExit,
  createLogger,
  createMetrics,
  createShutdown,
  listen,
  startManagementServer,
  systemClock,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { createAdminServer } from './app.js';
import { readConfig } from './config.js';

const config = configurationOrExit(() => readConfig());
const logger = createLogger('server', config.LOG_LEVEL);
const shutdown = createShutdown(logger, config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
const metrics = createMetrics();

const dataSource = await createDataSource({
  url: config.DATABASE_URL,
  poolSize: config.DATABASE_POOL_SIZE,
  applicationName: 'seca server',
}).initialize();
shutdown.add('database', () => dataSource.destroy());

const jobs = await createJobs({ databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL, logger });
shutdown.add('jobs', () => jobs.close());

const domain: Domain = {
  dataSource,
  jobs,
  authorizer: tenantAuthorizer,
  providerRules: hetznerRules,
  settings: { compatibility: 'suite', danglingReferences: 'reject' },
  clock: systemClock(),
  logger,
};
const admin = await createAdminServer(domain, { gatewayUrl: config.GATEWAY_PUBLIC_URL }, logger, metrics);
const server = await listen(admin.http, config.ADMIN_PORT, config.ADMIN_HOST);
shutdown.add('admin API', () => admin.close());

const management = await startManagementServer({
  host: config.MANAGEMENT_HOST,
  port: config.ADMIN_MANAGEMENT_PORT,
  metrics,
  checks: {
    database: async () => void (await dataSource.query('SELECT 1')),
    jobs: () => jobs.check(),
  },
  isStopping: () => shutdown.isStopping,
});
shutdown.add('management', () => management.close());
logger.info({ port: server.port, managementPort: management.port }, 'server ready');
