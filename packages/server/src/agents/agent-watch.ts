import {
  SILENCE_MS,
  findAuthorityExpiry,
  markSilentAgents,
  tendSigningKeys,
  type Domain,
  type TokenCipher,
} from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

const LOOK_MS = 5_000;

/** A look that comes later than that was held up, and so may have been what agents wanted to say. */
const LATE_MS = 15_000;

/** How often it is looked whether the authority that agents trust is about to end. */
const AUTHORITY_LOOK_MS = 86_400_000;

/**
 * Notes which agents fall silent and brings rotations of keys forward, until `signal`. After a time in which agents
 * could not have been heard (the process starts, it was suspended, the database was away) they get a full period of
 * silence before anybody is called silent.
 */
export async function watchAgents(
  domain: Domain,
  cipher: TokenCipher,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = domain;
  let heardAllFrom = clock.after(SILENCE_MS);
  let authorityDueAt = clock.now();
  while (!signal.aborted) {
    const lateAt = clock.after(LATE_MS);
    try {
      await clock.sleep(LOOK_MS, signal);
      const now = clock.now();
      if (now >= lateAt) heardAllFrom = clock.after(SILENCE_MS);
      if (now >= heardAllFrom) {
        const count = await markSilentAgents(domain);
        if (count > 0) logger.warn({ count }, 'agents fell silent');
      }
      await tendSigningKeys(domain, cipher);
      if (now >= authorityDueAt) {
        await warnOfExpiry(domain, logger);
        authorityDueAt = clock.after(AUTHORITY_LOOK_MS);
      }
    } catch (error) {
      if (signal.aborted) return;
      heardAllFrom = clock.after(SILENCE_MS);
      logger.warn({ error }, 'agents not looked after');
    }
  }
}

/** Says that the authority is to be replaced, when it is time. */
export async function warnOfExpiry({ dataSource, clock }: Domain, logger: Logger): Promise<void> {
  const authority = await findAuthorityExpiry(dataSource.manager, clock.now());
  if (!authority?.isNear) return;
  logger.warn({ expiresAt: authority.expiresAt }, 'the authority that agents trust is about to end');
}
