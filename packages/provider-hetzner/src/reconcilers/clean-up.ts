import {
  getInstallation,
  readToken,
  type Domain,
  type ProviderConnection,
  type TokenCipher,
} from '@seca-hetzner/domain';
import {
  createActionPoller,
  createHetznerClient,
  createHetznerTransport,
  type CallContext,
  type HetznerClient,
} from '@seca-hetzner/hetzner';
import { isTakenOver } from './connection/marker.js';
import { failureOf } from './failures.js';
import { ROLE_LABEL, selectorOfInstallation } from './labels.js';
import { listObjects, removeObject, type ProjectObject } from './project-objects.js';

export type { ProjectObject } from './project-objects.js';

/** Work on a project as a whole, by an operator and past all runs. */
export interface ProjectCleaner {
  /** What carries the label of this installation, in the order in which it can be removed. */
  list(): Promise<ProjectObject[]>;
  /**
   * Removes all of that and returns what is left when listed again: nothing, unless something cannot be removed. Each
   * fault is told. Rejects when a later copy of this installation has the project.
   */
  removeAll(onFault: (object: ProjectObject, message: string) => void): Promise<ProjectObject[]>;
  close(): Promise<void>;
}

export interface CleanerOptions {
  domain: Pick<Domain, 'dataSource' | 'clock'>;
  cipher: TokenCipher;
  connection: ProviderConnection;
  userAgent: string;
}

/** What others still hold is free after a moment; what is not gone after so many rounds will not go. */
const ROUNDS = 10;
const PAUSE_MS = 3_000;
const ACTION_TIMEOUT_MS = 180_000;

/** Writes whatever the mode of the connection is: it is the operator who asks. */
export async function openProjectCleaner({
  domain: { dataSource, clock },
  cipher,
  connection,
  userAgent,
}: CleanerOptions): Promise<ProjectCleaner> {
  const { manager } = dataSource;
  const installation = await getInstallation(manager);
  const token = await readToken(manager, cipher, connection.id);
  const transport = createHetznerTransport(
    { endpoint: connection.endpoint, token, mode: 'live' },
    { userAgent, clock },
  );
  const context: CallContext = { priority: 'normal', group: connection.id };
  const client = createHetznerClient(transport, context);
  const poller = createActionPoller(transport, { clock });
  const wait: Parameters<typeof removeObject>[2] = async (actions) => {
    await poller.wait(actions, { context, timeoutMs: ACTION_TIMEOUT_MS });
  };
  const list = (): Promise<ProjectObject[]> => listObjects(client, selectorOfInstallation(installation.id));

  return {
    list,
    async removeAll(onFault) {
      const markers = await markersOf(client);
      if (isTakenOver(markers, { installation }))
        throw new Error('the project was taken over by a later copy of this installation');
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

function markersOf(client: HetznerClient) {
  return client.placementGroups.list({ labelSelector: `${ROLE_LABEL}=marker` });
}
