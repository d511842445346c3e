import type { Domain } from '@seca-hetzner/domain';
import { systemClock } from '@seca-hetzner/domain/runtime';
import {
  createActionPoller,
  createHetznerClient,
  createHetznerTransport,
  type CallContext,
  type HetznerClient,
} from '@seca-hetzner/hetzner';
import { failureOf } from './failures.js';
import { listObjects, removeObject, type ProjectObject } from './project-objects.js';

export type { ProjectObject } from './project-objects.js';

/** Work on a project as a whole, past all runs. */
export interface ProjectCleaner {
  /** What the labels select, in the order in which it can be removed. */
  list(): Promise<ProjectObject[]>;
  /**
   * Removes all of that and returns what is left when listed again: nothing, unless something cannot be removed. Each
   * fault is told.
   */
  removeAll(onFault: (object: ProjectObject, message: string) => void): Promise<ProjectObject[]>;
  close(): Promise<void>;
}

export interface LabelCleanerOptions {
  /** With the version, for example `https://api.hetzner.cloud/v1`. */
  endpoint: string;
  token: string;
  labelSelector: string;
  userAgent: string;
  clock?: Domain['clock'];
}

/** What others still hold is free after a moment; what is not gone after so many rounds will not go. */
const ROUNDS = 10;
const PAUSE_MS = 3_000;
const ACTION_TIMEOUT_MS = 180_000;

/** Lists and removes what carries certain labels, on its own, without a database. */
export function openLabelCleaner({
  endpoint,
  token,
  labelSelector,
  userAgent,
  clock = systemClock(),
}: LabelCleanerOptions): ProjectCleaner & { client: HetznerClient } {
  const transport = createHetznerTransport({ endpoint, token, mode: 'live' }, { userAgent, clock });
  const context: CallContext = { priority: 'normal', group: 'clean-up' };
  const client = createHetznerClient(transport, context);
  const poller = createActionPoller(transport, { clock });
  const wait: Parameters<typeof removeObject>[2] = async (actions) => {
    await poller.wait(actions, { context, timeoutMs: ACTION_TIMEOUT_MS });
  };
  const list = (): Promise<ProjectObject[]> => listObjects(client, labelSelector);

  return {
    client,
    list,
    async removeAll(onFault) {
      let left = await list();
      for (let round = 1; left.length > 0 && round <= ROUNDS; round += 1) {
        if (round > 1) await clock.sleep(PAUSE_MS);
        for (const object of left) {
          try {
            await removeObject(client, object, wait);
          } catch (error) {
            const failure = failureOf(error);
            if (!failure) throw error;
            if (failure.severity === 'failure') onFault(object, failure.message);
          }
        }
        left = await list();
      }
      return left;
    },
    close: () => transport.close(),
  };
}
