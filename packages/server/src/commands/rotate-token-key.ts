import { createDataSource, createTokenCipher, rotateTokenKey } from '@seca-hetzner/domain';
import { commandOrExit, configurationOrExit, readEnvironment, variable } from '@seca-hetzner/domain/runtime';

// Encrypts every stored secret with TOKEN_ENCRYPTION_KEY that another key of TOKEN_ENCRYPTION_KEYS_OLD protects, while
// everything goes on working. Safe to run again.
const shape = {
  DATABASE_URL: variable.text,
  TOKEN_ENCRYPTION_KEY: variable.text,
  TOKEN_ENCRYPTION_KEYS_OLD: variable.list,
};
const config = configurationOrExit(() =>
  readEnvironment(shape, ['DATABASE_URL', 'TOKEN_ENCRYPTION_KEY', 'TOKEN_ENCRYPTION_KEYS_OLD']),
);
await commandOrExit(async () => {
  const applicationName = 'seca rotate-token-key';
  const dataSource = await createDataSource({
    url: config.DATABASE_URL,
    poolSize: 1,
    applicationName,
  }).initialize();
  const cipher = createTokenCipher(config.TOKEN_ENCRYPTION_KEY, config.TOKEN_ENCRYPTION_KEYS_OLD);
  const changed = await rotateTokenKey(dataSource, cipher);
  await dataSource.destroy();
  process.stdout.write(`encrypted anew with key ${cipher.keyId}: ${changed}\n`);
});
