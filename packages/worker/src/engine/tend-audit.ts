import { removeOldEvents, sealEvents, type Domain } from '@seca-hetzner/domain';
import { pauseBetweenLooks } from './pause.js';

const REMOVE_EVERY_MS = 600_000;
const MS_PER_DAY = 86_400_000;

/** Seals events once a second, and removes those that are older than `retentionDays`, if that is set. */
export async function tendAudit(
  { dataSource, clock, logger }: Domain,
  retentionDays: number | undefined,
  stopping: AbortSignal,
): Promise<void> {
  let removeAt = clock.now();
  while (!stopping.aborted) {
    try {
      while ((await sealEvents(dataSource)) > 0 && !stopping.aborted);
      if (retentionDays !== undefined && clock.now() >= removeAt) {
        const now = clock.now();
        const before = new Date(now.getTime() - retentionDays * MS_PER_DAY);
        while ((await removeOldEvents(dataSource, before, now)) > 0 && !stopping.aborted);
        removeAt = clock.after(REMOVE_EVERY_MS);
      }
    } catch (error) {
      logger.warn({ error }, 'audit not sealed');
    }
    await pauseBetweenLooks(stopping);
  }
}
