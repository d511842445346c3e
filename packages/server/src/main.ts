import { createTokenCipher, openDomain, openManagement } from '@seca-hetzner/domain';
import {
  configurationOrExit,
  createLogger,
  createMetrics,
  createShutdown,
  listen,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { offerBootstrapToken } from './access/bootstrap-file.js';
import { openAgentEndpoint } from './agents/agent-endpoint.js';
import { createAgentMetrics } from './agents/metrics.js';
import { createAdminServer } from './app.js';
import { readConfig } from './config.js';

const config = configurationOrExit(() => readConfig());
const logger = createLogger('server', config.LOG_LEVEL);
const shutdown = createShutdown(logger, config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
const metrics = createMetrics();

const domain = await openDomain({
  program: 'server',
  databaseUrl: config.DATABASE_URL,
  redisUrl: config.REDIS_URL,
  poolSize: config.DATABASE_POOL_SIZE,
  providerRules: hetznerRules,
  settings: { compatibility: config.SECA_COMPATIBILITY, danglingReferences: config.DANGLING_REFERENCES },
  logger,
  shutdown,
});
const cipher =
  config.TOKEN_ENCRYPTION_KEY === undefined
    ? undefined
    : createTokenCipher(config.TOKEN_ENCRYPTION_KEY, config.TOKEN_ENCRYPTION_KEYS_OLD);
const agentCipher = config.agents && cipher;
const settings = {
  gatewayUrl: config.GATEWAY_PUBLIC_URL,
  trustedProxies: config.TRUSTED_PROXIES,
  access: config.access,
  ...(agentCipher ? { agentCipher } : {}),
  ...(cipher ? { connections: { cipher, endpoint: config.HCLOUD_ENDPOINT } } : {}),
};
await offerBootstrapToken(domain, config.DATA_DIR, logger);
const admin = await createAdminServer(domain, settings, logger, metrics);
const server = await listen(admin.http, config.ADMIN_PORT, config.ADMIN_HOST);
shutdown.add('admin API', () => admin.close());

if (config.agents && agentCipher) {
  const agents = await openAgentEndpoint({
    domain,
    cipher: agentCipher,
    logger,
    metrics: createAgentMetrics(metrics),
    host: config.AGENT_HOST,
    port: config.AGENT_PORT,
    publicUrl: config.agents.publicUrl,
  });
  shutdown.add('endpoint of agents', () => agents.close());
  logger.info({ port: agents.port }, 'agents are listened to');
}

const management = await openManagement(domain, shutdown, {
  host: config.MANAGEMENT_HOST,
  port: config.ADMIN_MANAGEMENT_PORT,
  metrics,
});
logger.info({ port: server.port, managementPort: management.port }, 'server ready');
