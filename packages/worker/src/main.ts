import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createTokenCipher, openDomain, openManagement } from '@seca-hetzner/domain';
import {
  configurationOrExit,
  createLogger,
  createMetrics,
  createShutdown,
} from '@seca-hetzner/domain/runtime';
import { createHetznerProvider } from '@seca-hetzner/provider-hetzner/reconcilers';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { readConfig } from './config.js';
import { dispatchDueUnits } from './engine/dispatcher.js';
import { followOperations } from './engine/follow-operations.js';
import { createEngineMetrics } from './engine/metrics.js';
import { runUnit, type Engine } from './engine/run-unit.js';
import { tendAudit } from './engine/tend-audit.js';
import { createRegistry } from './registry.js';

const config = configurationOrExit(() => readConfig());
const logger = createLogger('worker', config.LOG_LEVEL);
const shutdown = createShutdown(logger, config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
const registers = createMetrics();
const metrics = createEngineMetrics(registers);

const domain = await openDomain({
  program: 'worker',
  databaseUrl: config.DATABASE_URL,
  redisUrl: config.REDIS_URL,
  poolSize: config.DATABASE_POOL_SIZE,
  providerRules: hetznerRules,
  // Nothing is admitted here, so the settings of admission do not concern it.
  settings: { compatibility: 'suite', danglingReferences: 'reject' },
  clockScale: config.CLOCK_SCALE,
  logger,
  shutdown,
});
const provider = createHetznerProvider({
  domain,
  cipher: createTokenCipher(config.TOKEN_ENCRYPTION_KEY, config.TOKEN_ENCRYPTION_KEYS_OLD),
  defaultImage: config.DEFAULT_IMAGE,
  catalogueFile: config.catalogueFile,
  diskSnapshotAfterMs: config.BOOT_DISK_SNAPSHOT_SECONDS * 1_000,
  lookEveryMs: config.WAY_OUT_LOOK_SECONDS * 1_000,
  workspaceSettings: {
    natGateway: config.NAT_GATEWAY,
    guestBootstrap: config.GUEST_BOOTSTRAP,
    driftHealing: config.DRIFT_HEALING,
  },
  agentUrl: config.AGENT_PUBLIC_URL,
  hasNatStandbys: config.NAT_FAILOVER,
  userAgent: 'seca-hetzner-gateway/0.1.0',
  onCall: (call) => metrics.observeCall(call),
});
shutdown.add('provider', () => provider.close());

const engine: Engine = {
  domain,
  provider,
  registry: createRegistry(provider),
  metrics,
  owner: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`,
};
const worker = await domain.jobs.work((unit, signal) => runUnit(engine, unit, signal), {
  concurrency: config.WORKER_CONCURRENCY,
});
shutdown.add('runs', () => worker.close());

const dispatching = dispatchDueUnits(domain, metrics, shutdown.signal);
shutdown.add('dispatcher', () => dispatching);
const following = followOperations(domain, config.OPERATION_RETENTION_DAYS, shutdown.signal);
shutdown.add('operations', () => following);

const auditing = tendAudit(domain, config.AUDIT_RETENTION_DAYS, shutdown.signal);
shutdown.add('audit', () => auditing);

const management = await openManagement(domain, shutdown, {
  host: config.MANAGEMENT_HOST,
  port: config.WORKER_MANAGEMENT_PORT,
  metrics: registers,
});
logger.info({ managementPort: management.port }, 'worker ready');
