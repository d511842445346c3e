import { z } from 'zod';
import {
  bindConnection,
  createTokenCipher,
  ensureInstallation,
  ensureTenant,
  ensureTenantAdmin,
  migrate,
  openDomain,
  storeApiToken,
  type OperatorCaller,
} from '@seca-hetzner/domain';
import {
  configurationOrExit,
  createLogger,
  createShutdown,
  readEnvironment,
  variable,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';

/** The public API; another one is for tests and for the simulator. */
const HETZNER_ENDPOINT = 'https://api.hetzner.cloud/v1';

const shape = {
  DATABASE_URL: variable.text,
  REDIS_URL: variable.text.optional(),
  SEED_TENANT: variable.text.default('demo'),
  SEED_ADMIN_SUBJECT: variable.text.optional(),
  ADMIN_TOKEN: variable.text.optional(),
  TOKEN_ENCRYPTION_KEY: variable.text,
  TOKEN_ENCRYPTION_KEYS_OLD: variable.list,
  HCLOUD_TOKEN: variable.text.optional(),
  HCLOUD_ENDPOINT: variable.url.default(HETZNER_ENDPOINT),
  HCLOUD_MODE: z.enum(['plan', 'live']).default('plan'),
};
const secrets = [
  'DATABASE_URL',
  'REDIS_URL',
  'ADMIN_TOKEN',
  'TOKEN_ENCRYPTION_KEY',
  'TOKEN_ENCRYPTION_KEYS_OLD',
  'HCLOUD_TOKEN',
] as const;

const STOP_LIMIT_MS = 5_000;

const caller: OperatorCaller = { type: 'operator', subject: 'seed', role: 'admin', source: 'admin' };

// Sets an installation up: the schema, its identity, a first tenant with an administrator where one is named, an
// admin token and a provider connection where tokens are given. Safe to run again: what is there stays, token and mode of the connection are replaced.
const config = configurationOrExit(() => readEnvironment(shape, secrets));
const logger = createLogger('seed', 'warn');
await migrate(config.DATABASE_URL);
const shutdown = createShutdown(logger, STOP_LIMIT_MS);
const domain = await openDomain({
  program: 'seed',
  databaseUrl: config.DATABASE_URL,
  redisUrl: config.REDIS_URL,
  poolSize: 2,
  providerRules: hetznerRules,
  // Nothing is admitted here, so the settings of admission do not concern it.
  settings: { compatibility: 'suite', danglingReferences: 'reject' },
  logger,
  shutdown,
});
const { dataSource, clock } = domain;
await dataSource.transaction((manager) => ensureInstallation(manager, clock.now()));
await ensureTenant(domain, caller, config.SEED_TENANT);
if (config.SEED_ADMIN_SUBJECT !== undefined) {
  await ensureTenantAdmin(domain, caller, config.SEED_TENANT, config.SEED_ADMIN_SUBJECT);
}
if (config.ADMIN_TOKEN !== undefined) {
  await storeApiToken(dataSource.manager, 'seed', config.ADMIN_TOKEN, clock.now());
}
if (config.HCLOUD_TOKEN !== undefined) {
  await bindConnection(
    domain,
    caller,
    createTokenCipher(config.TOKEN_ENCRYPTION_KEY, config.TOKEN_ENCRYPTION_KEYS_OLD),
    {
      tenant: config.SEED_TENANT,
      name: 'default',
      provider: hetznerRules.provider,
      endpoint: config.HCLOUD_ENDPOINT,
      token: config.HCLOUD_TOKEN,
      mode: config.HCLOUD_MODE,
      mayReplace: true,
    },
  );
}
await shutdown.stop('done');
