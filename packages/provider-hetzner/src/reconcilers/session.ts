import {
  findConnection,
  getInstallation,
  readToken,
  recognizeDatabase,
  type Domain,
  type Installation,
  type ProviderConnection,
  type Run,
  type TokenCipher,
} from '@seca-hetzner/domain';
import {
  createActionPoller,
  createHetznerClient,
  createHetznerTransport,
  type ActionPoller,
  type CallContext,
  type CallPriority,
  type HetznerCall,
  type HetznerClient,
  type HetznerTransport,
} from '@seca-hetzner/hetzner';
import type { Action, PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { AbandonedError, BarredError } from './failures.js';
import { ROLE_LABEL } from './labels.js';
import { createOwnership } from './ownership.js';
import { createRateBudget, type RateBudget } from './rate-budget.js';
import { smokeTermsOf } from './smoke-terms.js';

/** One run's access to one project. */
export interface Session {
  connection: ProviderConnection;
  installation: Installation;
  client: HetznerClient;
  /** Waits until every action is done; rejects when one fails or none of it moves for too long. */
  wait(actions: readonly Action[]): Promise<void>;
  /** Tells all runs of this process what marks the project has. */
  noteMarkers(markers: readonly PlacementGroup[]): void;
}

/** Selects the marks of a project, whoever has set them. */
export const MARKERS = `${ROLE_LABEL}=marker`;

/** Longer than Hetzner needs for anything we ask of it; a run that waits in vain comes again later. */
const ACTION_TIMEOUT_MS = 180_000;

interface Project {
  /** A token that was replaced makes another project entry. */
  token: string;
  transport: HetznerTransport;
  budget: RateBudget;
  poller: ActionPoller;
}

export interface SessionOptions {
  domain: Domain;
  cipher: TokenCipher;
  userAgent: string;
  /** Told of every call of this process. */
  onCall?: (call: HetznerCall) => void;
}

export interface Sessions {
  /**
   * Opens the project of a connection for a run; `group` is the workspace that it works for. Rejects with a
   * `BarredError` while the connection is of no use, and with a `NotOursError` a write to a project that is not marked
   * as ours; for a run of the connection itself, which finds out both, neither holds.
   */
  open(run: Run, connectionId: string, group: string, priority: CallPriority): Promise<Session>;
  close(): Promise<void>;
}

/** Keeps one transport per project, since its sockets and its rate budget are shared by all runs. */
export function createSessions({ domain, cipher, userAgent, onCall }: SessionOptions): Sessions {
  const projects = new Map<string, Project>();
  const { manager } = domain.dataSource;
  const ownership = createOwnership(domain.clock);
  let recognition: Promise<void> | undefined;

  /** Once per process, but again if it failed. */
  function recognized(): Promise<void> {
    recognition ??= recognizeDatabase(domain).catch((error: unknown) => {
      recognition = undefined;
      throw error;
    });
    return recognition;
  }

  async function projectOf(connection: ProviderConnection): Promise<Project> {
    const token = await readToken(manager, cipher, connection.id);
    const { id, endpoint, mode, smoke } = connection;
    const terms = smoke ? `${smoke.capEur}/${smoke.expiresAt.getTime()}` : '';
    const key = `${id}/${endpoint}/${mode}/${terms}`;
    const known = projects.get(key);
    if (known?.token === token) return known;
    const budget = createRateBudget(domain, connection.id);
    const transport = createHetznerTransport(
      {
        endpoint: connection.endpoint,
        token,
        mode: connection.mode,
        smoke: connection.smoke && smokeTermsOf(domain, connection.id, connection.smoke),
      },
      {
        userAgent,
        clock: domain.clock,
        budget,
        ...(onCall ? { onCall } : {}),
      },
    );
    const project = {
      token,
      transport,
      budget,
      poller: createActionPoller(transport, { clock: domain.clock }),
    };
    projects.set(key, project);
    void known?.transport.close();
    return project;
  }

  return {
    async open(run, connectionId, group, priority) {
      const connection = await findConnection(manager, connectionId);
      if (!connection) throw new Error(`connection ${connectionId} does not exist`);
      if (connection.abandonedAt)
        throw new AbandonedError(`open connection ${connectionId}: it was abandoned`);
      const isOwnRun = run.unit.type === 'connection';
      if (connection.barredCode && !isOwnRun) throw new BarredError(connection.barredCode);
      await recognized();
      const { transport, poller, budget } = await projectOf(connection);
      await budget.admit({ priority, group });
      const installation = await getInstallation(manager);
      const owner = { connection, installation };
      const reading: CallContext = {
        priority,
        group,
        signal: run.signal,
        beforeCall: () => run.confirm(),
        onCall: () => run.countCall(),
      };
      const listMarkers = (): Promise<PlacementGroup[]> =>
        createHetznerClient(transport, reading).placementGroups.list({ labelSelector: MARKERS });
      const context: CallContext = {
        ...reading,
        async beforeCall({ isWrite }) {
          if (isWrite && !isOwnRun) await ownership.require(owner, listMarkers);
          await run.confirm();
        },
      };
      return {
        ...owner,
        noteMarkers: (markers) => ownership.note(owner, markers),
        client: createHetznerClient(transport, context),
        async wait(actions) {
          await poller.wait(actions, { context, timeoutMs: ACTION_TIMEOUT_MS });
        },
      };
    },
    async close() {
      await Promise.all([...projects.values()].map((project) => project.transport.close()));
    },
  };
}
