import type { Logger } from '../runtime/logger.js';
import { createJobBackend, type JobBackendOptions, type ReconcileJob } from './job-backend.js';
import type { JobWorker, Jobs } from './jobs.js';
import type { Notice } from './notices.js';
import { unitKey, type Unit, type UnitType } from './units.js';

const QUEUE = 'reconcile';
const TOPIC = 'notice';

/** Kept small enough for one relay message (512 KiB). */
const NOTICES_PER_MESSAGE = 500;

export interface JobsOptions extends Omit<JobBackendOptions, 'onError'> {
  logger: Logger;
}

/**
 * `Jobs` on BullMQ. One attempt per job and no delays: what comes next is decided by the schedule in the
 * database. The deduplication id is the unit, and a wake-up during a run leads to one more run.
 */
export async function createJobs({ logger, ...options }: JobsOptions): Promise<Jobs> {
  const report = (error: unknown): void => logger.warn({ error }, 'job queue has trouble');
  const backend = createJobBackend({ ...options, onError: report });
  const queue = backend.queue(QUEUE);
  const relay = backend.relay('seca');
  queue.on('error', report);
  relay.on('error', report);
  const listeners = new Set<(notice: Notice) => void>();

  await queue.waitUntilReady();
  await relay.waitUntilReady();
  await relay.subscribe<Notice[]>(TOPIC, ({ data }) => {
    for (const notice of data) for (const listener of listeners) listener(notice);
  });

  return {
    async wake(units) {
      if (units.length === 0) return;
      try {
        await queue.addBulk(units.map(jobOf));
      } catch (error) {
        logger.warn({ error, units: units.map(unitKey) }, 'wake-up not sent');
      }
    },
    async announce(notices) {
      try {
        for (let from = 0; from < notices.length; from += NOTICES_PER_MESSAGE) {
          await relay.publish(TOPIC, notices.slice(from, from + NOTICES_PER_MESSAGE));
        }
      } catch (error) {
        logger.warn({ error }, 'change not announced');
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async work(handle, { concurrency }): Promise<JobWorker> {
      const stopping = new AbortController();
      const worker = backend.worker(
        QUEUE,
        async ({ data }) => {
          const unit = unitFromJob(data);
          try {
            await handle(unit, stopping.signal);
          } catch (error) {
            // Such as a lost lease or a database that is away; the unit stays due, so nothing is lost.
            logger.warn({ error, unit: unitKey(unit) }, 'run broke off');
            throw error;
          }
        },
        concurrency,
      );
      worker.on('error', report);
      await worker.waitUntilReady();
      return {
        async close() {
          stopping.abort(new Error('the worker is stopping'));
          await worker.close();
        },
      };
    },
    async check() {
      await queue.getWaitingCount();
    },
    async close() {
      await relay.close();
      await queue.close();
      await backend.close();
    },
  };
}

function jobOf(unit: Unit) {
  const id = unitKey(unit);
  return {
    name: unit.type,
    data: { type: unit.type, uid: unit.uid },
    opts: { attempts: 1, deduplication: { id, keepLastIfActive: true, replace: true } },
  };
}

function unitFromJob({ type, uid }: ReconcileJob): Unit {
  return { type: type as UnitType, uid };
}
