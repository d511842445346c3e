import { advanceOperations, type Domain } from '@seca-hetzner/domain';
import { pauseBetweenLooks } from './pause.js';

/** Looks once a second at what operations wait for. Each worker does; whoever comes first writes it down. */
export async function followOperations(domain: Domain, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await advanceOperations(domain);
    } catch (error) {
      domain.logger.warn({ error }, 'operations not looked at');
    }
    await pauseBetweenLooks(stopping);
  }
}
