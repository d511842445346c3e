import { z } from 'zod';
import { ConfigurationError, readEnvironment, variable } from '@seca-hetzner/domain/runtime';
import { accessOf, accessShape } from './access/config.js';

const shape = {
  DATABASE_URL: variable.text,
  DATABASE_POOL_SIZE: variable.count.default(10),
  REDIS_URL: variable.text.optional(),
  ADMIN_PORT: variable.port.default(4000),
  ADMIN_HOST: variable.text.default('127.0.0.1'),
  ADMIN_MANAGEMENT_PORT: variable.port.default(9040),
  MANAGEMENT_HOST: variable.text.default('127.0.0.1'),
  GATEWAY_PUBLIC_URL: variable.url,
  TRUSTED_PROXIES: variable.list,
  AGENT_PORT: variable.port.default(4010),
  AGENT_HOST: variable.text.default('127.0.0.1'),
  AGENT_PUBLIC_URL: variable.httpsUrl.optional(),
  TOKEN_ENCRYPTION_KEY: variable.text.optional(),
  TOKEN_ENCRYPTION_KEYS_OLD: variable.list,
  HCLOUD_ENDPOINT: variable.url.default('https://api.hetzner.cloud/v1'),
  SECA_COMPATIBILITY: z.enum(['suite', 'spec']).default('suite'),
  DANGLING_REFERENCES: z.enum(['reject', 'accept']).default('reject'),
  SHUTDOWN_TIMEOUT_SECONDS: variable.seconds.default(20),
  LOG_LEVEL: variable.logLevel,
  DATA_DIR: variable.text.default('.data'),
  ...accessShape,
};

/** Every variable is described in docs/configuration.md. */
export function readConfig(environment?: NodeJS.ProcessEnv) {
  const secrets = [
    'DATABASE_URL',
    'REDIS_URL',
    'TOKEN_ENCRYPTION_KEY',
    'TOKEN_ENCRYPTION_KEYS_OLD',
    'OIDC_CLIENT_SECRET',
  ] as const;
  const config = readEnvironment(shape, secrets, environment);
  return { ...config, agents: agentsOf(config), access: accessOf(config) };
}

/** The endpoint of agents is open where VMs are told of it. */
function agentsOf({
  AGENT_PUBLIC_URL: publicUrl,
  TOKEN_ENCRYPTION_KEY: key,
}: z.output<z.ZodObject<typeof shape>>): { publicUrl: string } | undefined {
  if (publicUrl === undefined) return undefined;
  if (key === undefined) {
    throw new ConfigurationError([
      'TOKEN_ENCRYPTION_KEY is required with AGENT_PUBLIC_URL: the keys for agents are encrypted with it',
    ]);
  }
  return { publicUrl };
}
