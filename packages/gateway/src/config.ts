import { z } from 'zod';
import { ConfigurationError, readEnvironment, variable } from '@seca-hetzner/domain/runtime';

/** Keys that come unencrypted could be anybody's. */
const issuerUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => new URL(text).protocol === 'https:' || LOOPBACK.has(new URL(text).hostname),
    'has to be https, except on this machine',
  );

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const shape = {
  DATABASE_URL: variable.text,
  DATABASE_POOL_SIZE: variable.count.default(20),
  REDIS_URL: variable.text.optional(),
  GATEWAY_PORT: variable.port.default(8080),
  GATEWAY_HOST: variable.text.default('127.0.0.1'),
  GATEWAY_PUBLIC_URL: variable.url,
  TRUSTED_PROXIES: variable.list,
  GATEWAY_MANAGEMENT_PORT: variable.port.default(9080),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  LOCAL_ISSUER_JWKS_FILE: variable.text.optional(),
  OIDC_ISSUER: issuerUrl.optional(),
  OIDC_AUDIENCE: variable.text.optional(),
  OIDC_JWKS_URL: issuerUrl.optional(),
  REQUESTS_AT_WORK: variable.count.default(1_000),
  CALLER_REQUESTS_AT_WORK: variable.count.default(200),
  CALLER_REQUESTS_PER_SECOND: variable.count.default(1_000),
  SECA_COMPATIBILITY: z.enum(['suite', 'spec']).default('suite'),
  DANGLING_REFERENCES: z.enum(['reject', 'accept']).default('reject'),
  UPDATE_WAIT_MS: variable.durationMs.default(10_000),
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  const config = readEnvironment(shape, ['DATABASE_URL', 'REDIS_URL'], environment);
  const faults = issuerFaults(config);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return config;
}

export type GatewayConfig = ReturnType<typeof readConfig>;

function issuerFaults({
  LOCAL_ISSUER_JWKS_FILE,
  OIDC_ISSUER,
  OIDC_AUDIENCE,
  OIDC_JWKS_URL,
}: z.output<z.ZodObject<typeof shape>>): string[] {
  const faults: string[] = [];
  if (LOCAL_ISSUER_JWKS_FILE === undefined && OIDC_ISSUER === undefined) {
    faults.push('OIDC_ISSUER or LOCAL_ISSUER_JWKS_FILE is required: nobody could ask for anything');
  }
  if (OIDC_ISSUER !== undefined && OIDC_AUDIENCE === undefined) {
    faults.push('OIDC_AUDIENCE is required with OIDC_ISSUER: tokens for others would be taken too');
  }
  if (OIDC_ISSUER === undefined && (OIDC_AUDIENCE !== undefined || OIDC_JWKS_URL !== undefined)) {
    faults.push('OIDC_ISSUER is required with OIDC_AUDIENCE and OIDC_JWKS_URL');
  }
  return faults;
}
