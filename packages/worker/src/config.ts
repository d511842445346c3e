import { readFileSync } from 'node:fs';
import { driftHealings, switches } from '@seca-hetzner/domain';
import { ConfigurationError, readEnvironment, variable } from '@seca-hetzner/domain/runtime';
import { catalogueFileSchema, type CatalogueFile } from '@seca-hetzner/provider-hetzner/rules';

const shape = {
  DATABASE_URL: variable.text,
  DATABASE_POOL_SIZE: variable.count.default(20),
  REDIS_URL: variable.text.optional(),
  WORKER_MANAGEMENT_PORT: variable.port.default(9060),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  WORKER_CONCURRENCY: variable.count.default(50),
  TOKEN_ENCRYPTION_KEY: variable.text,
  TOKEN_ENCRYPTION_KEYS_OLD: variable.list,
  AGENT_PUBLIC_URL: variable.httpsUrl.optional(),
  NAT_FAILOVER: variable.onOff.default(false),
  DEFAULT_IMAGE: variable.text.default('debian-12'),
  CATALOGUE_FILE: variable.text.optional(),
  WAY_OUT_LOOK_SECONDS: variable.seconds.default(45),
  NAT_GATEWAY: variable.choice(switches).default('on'),
  GUEST_BOOTSTRAP: variable.choice(switches).default('on'),
  DRIFT_HEALING: variable.choice(driftHealings).default('heal'),
  BOOT_DISK_SNAPSHOT_SECONDS: variable.seconds.default(900),
  AUDIT_RETENTION_DAYS: variable.count.optional(),
  CLOCK_SCALE: variable.count.default(1),
  OPERATION_RETENTION_DAYS: variable.count.default(90),
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  const config = readEnvironment(
    shape,
    ['TOKEN_ENCRYPTION_KEY', 'TOKEN_ENCRYPTION_KEYS_OLD', 'DATABASE_URL', 'REDIS_URL'],
    environment,
  );
  const { CATALOGUE_FILE: path } = config;
  if (config.NAT_FAILOVER && config.AGENT_PUBLIC_URL === undefined) {
    throw new ConfigurationError([
      'NAT_FAILOVER needs AGENT_PUBLIC_URL: without agents nobody says which VM forwards',
    ]);
  }
  return { ...config, catalogueFile: path === undefined ? undefined : readCatalogueFile(path) };
}

/** Throws `ConfigurationError` with every fault of the file, each with its place. */
function readCatalogueFile(path: string): CatalogueFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigurationError([
      `CATALOGUE_FILE names ${path}, which is not readable as JSON: ${String(error)}`,
    ]);
  }
  const parsed = catalogueFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `CATALOGUE_FILE: /${issue.path.join('/')}: ${issue.message}`),
  );
}
