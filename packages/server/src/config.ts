import { readEnvironment, variable } from '@seca-hetzner/domain/runtime';

const shape = {
  DATABASE_URL: variable.text,
  DATABASE_POOL_SIZE: variable.count.default(10),
  REDIS_URL: variable.text.optional(),
  ADMIN_PORT: variable.port.default(4000),
  ADMIN_HOST: variable.text.default('127.0.0.1'),
  ADMIN_MANAGEMENT_PORT: variable.port.default(9040),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  GATEWAY_PUBLIC_URL: variable.url,
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  return readEnvironment(shape, ['DATABASE_URL', 'REDIS_URL'], environment);
}
