import { listConnections, readBudget, type Domain } from '@seca-hetzner/domain';
import { findDueUnits, measureBacklog } from '@seca-hetzner/domain/jobs';
import type { EngineMetrics } from './metrics.js';
import { pauseBetweenLooks } from './pause.js';

/** More than all workers together take in a second. */
const AT_ONCE = 500;

/**
 * Puts on the queue, once a second, whatever the schedule says is due: so long does a wake-up that was lost go
 * unnoticed. The queue itself knows no delays: what is to happen later stands in the database alone.
 */
export async function dispatchDueUnits(
  domain: Domain,
  metrics: EngineMetrics,
  stopping: AbortSignal,
): Promise<void> {
  const { dataSource, jobs, logger } = domain;
  while (!stopping.aborted) {
    try {
      await jobs.wake(await findDueUnits(dataSource.manager, AT_ONCE));
      metrics.observeBacklog(await measureBacklog(dataSource.manager));
      await measureBudgets();
    } catch (error) {
      logger.warn({ error }, 'schedule not read');
    }
    await pauseBetweenLooks(stopping);
  }

  async function measureBudgets(): Promise<void> {
    for (const { id } of await listConnections(dataSource.manager)) {
      const budget = await readBudget(dataSource, id);
      if (budget) metrics.observeBudget(id, budget.remaining);
    }
  }
}
