import { parseArgs } from 'node:util';
import { createTokenCipher, openDomain } from '@seca-hetzner/domain';
import {
  UsageError,
  commandOrExit,
  configurationOrExit,
  createLogger,
  createShutdown,
  readEnvironment,
  variable,
} from '@seca-hetzner/domain/runtime';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { cleanUp } from '../clean-up.js';

// Lists what this installation has in the project of a connection and, with --yes, removes it. Ends with 1 if something
// is there at the end.
const shape = {
  DATABASE_URL: variable.text,
  REDIS_URL: variable.text.optional(),
  TOKEN_ENCRYPTION_KEY: variable.text,
  TOKEN_ENCRYPTION_KEYS_OLD: variable.list,
};
const config = configurationOrExit(() =>
  readEnvironment(shape, ['DATABASE_URL', 'REDIS_URL', 'TOKEN_ENCRYPTION_KEY', 'TOKEN_ENCRYPTION_KEYS_OLD']),
);
await commandOrExit(async () => {
  const { values } = parseArgs({
    options: { connection: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  if (values.connection === undefined) {
    throw new UsageError('usage: npm run cleanup -- --connection <id> [--yes]');
  }
  // What the command gives is on standard output, and nothing else.
  const logger = createLogger('cleanup', 'error', process.stderr);
  let exitCode = 1;
  const shutdown = createShutdown(logger, 5_000, () => process.exit(exitCode));
  const domain = await openDomain({
    program: 'cleanup',
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    poolSize: 2,
    providerRules: hetznerRules,
    settings: { compatibility: 'suite', danglingReferences: 'reject' },
    logger,
    shutdown,
  });
  exitCode = (await cleanUp({
    domain,
    cipher: createTokenCipher(config.TOKEN_ENCRYPTION_KEY, config.TOKEN_ENCRYPTION_KEYS_OLD),
    connectionId: values.connection,
    isConfirmed: values.yes,
    userAgent: 'seca-hetzner-gateway/0.1.0',
    say: (line) => process.stdout.write(`${line}\n`),
  }))
    ? 0
    : 1;
  await shutdown.stop('done');
});
