import { advanceOperations, removeOldOperations, type Domain } from '@seca-hetzner/domain';
import { pauseBetweenLooks } from './pause.js';

const REMOVE_EVERY_MS = 600_000;
const MS_PER_DAY = 86_400_000;

/**
 * Looks once a second at what operations wait for, and removes those that became final more than `retentionDays` ago.
 * Each worker does; whoever comes first writes it down.
 */
export async function followOperations(
  domain: Domain,
  retentionDays: number,
  stopping: AbortSignal,
): Promise<void> {
  const { clock, logger, dataSource } = domain;
  let removeAt = clock.now();
  while (!stopping.aborted) {
    try {
      await advanceOperations(domain);
      if (clock.now() >= removeAt) {
        const before = new Date(clock.now().getTime() - retentionDays * MS_PER_DAY);
        while ((await removeOldOperations(dataSource.manager, before)) > 0 && !stopping.aborted);
        removeAt = clock.after(REMOVE_EVERY_MS);
      }
    } catch (error) {
      logger.warn({ error }, 'operations not looked at');
    }
    await pauseBetweenLooks(stopping);
  }
}
