import { createServer } from 'node:http';
import { openDomain, openManagement } from '@seca-hetzner/domain';
import {
  configurationOrExit,
  createLogger,
  createMetrics,
  createShutdown,
  listen,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { issuersOf } from './issuers.js';

const config = configurationOrExit(() => readConfig());
const logger = createLogger('gateway', config.LOG_LEVEL);
const shutdown = createShutdown(logger, config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
const metrics = createMetrics();

const domain = await openDomain({
  program: 'gateway',
  databaseUrl: config.DATABASE_URL,
  redisUrl: config.REDIS_URL,
  poolSize: config.DATABASE_POOL_SIZE,
  providerRules: hetznerRules,
  settings: { compatibility: config.SECA_COMPATIBILITY, danglingReferences: config.DANGLING_REFERENCES },
  logger,
  shutdown,
});
const app = createApp({
  domain,
  issuers: issuersOf(config),
  limits: {
    atWork: config.REQUESTS_AT_WORK,
    callerAtWork: config.CALLER_REQUESTS_AT_WORK,
    callerPerSecond: config.CALLER_REQUESTS_PER_SECOND,
  },
  publicUrl: config.GATEWAY_PUBLIC_URL,
  updateWaitMs: config.UPDATE_WAIT_MS,
  trustedProxies: config.TRUSTED_PROXIES,
  metrics,
  logger,
});
const server = await listen(createServer(app), config.GATEWAY_PORT, config.GATEWAY_HOST);
shutdown.add('server', () => server.close());

const management = await openManagement(domain, shutdown, {
  host: config.MANAGEMENT_HOST,
  port: config.GATEWAY_MANAGEMENT_PORT,
  metrics,
});
logger.info({ port: server.port, managementPort: management.port }, 'gateway ready');
