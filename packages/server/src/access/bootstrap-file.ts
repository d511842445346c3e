import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { issueFirstBootstrapToken, type Domain } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

/**
 * At the first start of an installation that nobody has been let into: leaves a bootstrap token in a file that only we
 * can read. The log says where it is and never what it is.
 */
export async function offerBootstrapToken(domain: Domain, dataDir: string, logger: Logger): Promise<void> {
  const issued = await issueFirstBootstrapToken(domain);
  if (!issued) return;
  const file = resolve(join(dataDir, 'bootstrap-token'));
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, `${issued.secret}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    logger.warn(
      { file, expiresAt: issued.expiresAt },
      'nobody can sign in yet: exchange the bootstrap token',
    );
  } catch (error) {
    logger.error(
      { error, file },
      'nobody can sign in yet: make a bootstrap token with commands/bootstrap-token.js',
    );
  }
}
