import { openDomain, reissueBootstrapToken } from '@seca-hetzner/domain';
import {
  commandOrExit,
  configurationOrExit,
  createLogger,
  createShutdown,
  readEnvironment,
  variable,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';

const STOP_LIMIT_MS = 5_000;

// Prints a new bootstrap token to whoever can reach the database; one that nobody has used is worth nothing any more.
const config = configurationOrExit(() =>
  readEnvironment({ DATABASE_URL: variable.text, REDIS_URL: variable.text.optional() }, [
    'DATABASE_URL',
    'REDIS_URL',
  ]),
);
await commandOrExit(async () => {
  // What the command gives is on standard output, and nothing else.
  const logger = createLogger('bootstrap-token', 'error', process.stderr);
  const shutdown = createShutdown(logger, STOP_LIMIT_MS);
  const domain = await openDomain({
    program: 'bootstrap-token',
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    poolSize: 2,
    providerRules: hetznerRules,
    // Nothing is admitted here, so the settings of admission do not concern it.
    settings: { compatibility: 'suite', danglingReferences: 'reject' },
    logger,
    shutdown,
  });
  const { secret, expiresAt } = await reissueBootstrapToken(domain);
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`Good for one exchange until ${expiresAt.toISOString()}.\n`);
  await shutdown.stop('done');
});
