import { readEnvironment, variable } from '@seca-hetzner/domain/runtime';

const shape = {
  DATABASE_URL: variable.text,
  REDIS_URL: variable.text.optional(),
  WORKER_MANAGEMENT_PORT: variable.port.default(9060),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  WORKER_CONCURRENCY: variable.count.default(20),
  TOKEN_ENCRYPTION_KEY: variable.text,
  DEFAULT_IMAGE: variable.text.default('debian-12'),
  BOOT_DISK_SNAPSHOT_SECONDS: variable.seconds.default(900),
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  return readEnvironment(shape, ['TOKEN_ENCRYPTION_KEY', 'DATABASE_URL', 'REDIS_URL'], environment);
}
