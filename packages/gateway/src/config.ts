import { z } from 'zod';
import { readEnvironment, variable } from '@seca-hetzner/domain/runtime';

const shape = {
  DATABASE_URL: variable.text,
  DATABASE_POOL_SIZE: variable.count.default(20),
  REDIS_URL: variable.text.optional(),
  GATEWAY_PORT: variable.port.default(8080),
  GATEWAY_HOST: variable.text.default('127.0.0.1'),
  GATEWAY_PUBLIC_URL: variable.url,
  GATEWAY_MANAGEMENT_PORT: variable.port.default(9080),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  LOCAL_ISSUER_JWKS_FILE: variable.text,
  SECA_COMPATIBILITY: z.enum(['suite', 'spec']).default('suite'),
  DANGLING_REFERENCES: z.enum(['reject', 'accept']).default('reject'),
  UPDATE_WAIT_MS: variable.durationMs.default(10_000),
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  return readEnvironment(shape, ['DATABASE_URL', 'REDIS_URL'], environment);
}
