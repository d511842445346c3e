import {
  adoptDefaultConnection,
  findChildren,
  findResourceBinding,
  findResourceByUid,
  nicFields,
  wakeInstancesWithoutNics,
  type Binding,
  type Reconciler,
  type Resource,
  type ResourceReport,
  type Run,
  type RunEnding,
  type WaitStep,
} from '@seca-hetzner/domain';
import type { Network, PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { regionData } from '../catalogue-data.js';
import { nameOf, ownLabels, type GroupRole } from '../labels.js';
import { dropBinding, makeObject, networkKind, observeObject, type ObjectKey } from '../objects.js';
import type { Session, Sessions } from '../session.js';
import { unsettled } from '../unsettled.js';
import {
  applyGroupStep,
  concernsGroups,
  loadGroups,
  observeGroups,
  planGroups,
  type GroupStep,
  type GroupsIntent,
} from './placement-groups.js';

/** Room for the 100 servers that a Hetzner network takes; no tenant's route or NIC can lead there. */
const HIDDEN_RANGE = '10.255.255.0/24';

export interface WorkspaceIntent {
  workspace: Resource<'workspace'>;
  connectionId: string | undefined;
  networkZone: string;
  /** Whether an instance without any NIC has to be kept somewhere. */
  needsHiddenNetwork: boolean;
  isEmpty: boolean;
  groups: GroupsIntent;
  hiddenNetwork: Binding | undefined;
}

export interface WorkspaceActual {
  session: Session | undefined;
  connectionId: string | undefined;
  /** Whether the tenant turned out to have none. */
  isConnectionMissing: boolean;
  hiddenNetwork: Network | undefined;
  isHiddenNetworkBound: boolean;
  /** By role. */
  groups: ReadonlyMap<GroupRole, PlacementGroup | undefined>;
}

export type WorkspaceStep =
  | { do: 'adopt-connection' }
  | { do: 'create-hidden-network' }
  | { do: 'delete-hidden-network' }
  | GroupStep
  | WaitStep;

/** A workspace: its provider connection, and the hidden network that keeps servers without NICs. */
export function workspaceReconciler(
  sessions: Sessions,
): Reconciler<WorkspaceIntent, WorkspaceActual, WorkspaceStep> {
  return {
    unit: 'workspace',
    load: loadWorkspace,
    observe: (intent, run) => observeWorkspace(sessions, intent, run),
    plan: planWorkspace,
    apply: (step, intent, actual, run) => applyWorkspaceStep(step, intent, actual, run),
    report: reportWorkspace,
    lookAgainAfterMs: () => undefined,
  };
}

async function loadWorkspace(run: Run): Promise<WorkspaceIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const workspace = await findResourceByUid(manager, run.unit.uid);
  if (workspace?.kind !== 'workspace') return undefined;
  const children = await findChildren(manager, workspace);
  return {
    workspace,
    connectionId: workspace.connectionId,
    networkZone: (await regionData(manager, workspace.region)).networkZone,
    needsHiddenNetwork: children.some(
      (child) => child.kind === 'instance' && nicFields(child.spec).length === 0,
    ),
    isEmpty: children.length === 0,
    groups: await loadGroups(manager, workspace, children),
    hiddenNetwork: await findResourceBinding(manager, workspace.uid, 'hidden-network'),
  };
}

async function observeWorkspace(
  sessions: Sessions,
  intent: WorkspaceIntent,
  run: Run,
): Promise<WorkspaceActual> {
  const { workspace, connectionId, hiddenNetwork: binding, needsHiddenNetwork } = intent;
  const nothing: WorkspaceActual = {
    session: undefined,
    connectionId,
    isConnectionMissing: false,
    hiddenNetwork: undefined,
    isHiddenNetworkBound: false,
    groups: new Map(),
  };
  const isNothing = !binding && !needsHiddenNetwork && !concernsGroups(intent.groups);
  if (connectionId === undefined || isNothing) return nothing;
  const session = await sessions.open(run, connectionId, workspace.uid, 'normal');
  const name = nameOf.hiddenNetwork(workspace.uid);
  const hiddenNetwork = await observeObject(run, session, networkKind(session), binding, name);
  const groups = await observeGroups(run, session, workspace, intent.groups);
  return { ...nothing, session, hiddenNetwork, isHiddenNetworkBound: binding !== undefined, groups };
}

export function planWorkspace(intent: WorkspaceIntent, actual: WorkspaceActual): WorkspaceStep[] {
  const { workspace, needsHiddenNetwork, isEmpty } = intent;
  if (workspace.deletedAt !== undefined) {
    if (!isEmpty) return [{ do: 'wait', reason: 'what is in it is being deleted' }];
    return [
      ...planGroups(intent.groups, actual.groups),
      ...(actual.isHiddenNetworkBound ? [{ do: 'delete-hidden-network' } as const] : []),
    ];
  }
  if (actual.connectionId === undefined) {
    return actual.isConnectionMissing
      ? [{ do: 'wait', reason: 'the tenant has no provider connection; an operator has to bind one' }]
      : [{ do: 'adopt-connection' }];
  }
  // The connection was found during this run; the next one looks with it.
  if ((needsHiddenNetwork || concernsGroups(intent.groups)) && !actual.session)
    return [{ do: 'wait', reason: 'its connection was just found', pollAfterMs: 0 }];
  const groupSteps = planGroups(intent.groups, actual.groups);
  if (groupSteps.length > 0) return groupSteps;
  if (needsHiddenNetwork && !actual.hiddenNetwork) return [{ do: 'create-hidden-network' }];
  const isUnused = actual.hiddenNetwork !== undefined && actual.hiddenNetwork.servers.length === 0;
  return !needsHiddenNetwork && isUnused ? [{ do: 'delete-hidden-network' }] : [];
}

async function applyWorkspaceStep(
  step: WorkspaceStep,
  { workspace, networkZone, groups: { wanted } }: WorkspaceIntent,
  actual: WorkspaceActual,
  run: Run,
): Promise<WorkspaceActual> {
  const { session } = actual;
  const key: ObjectKey = { unitUid: workspace.uid, resourceUid: workspace.uid, role: 'hidden-network' };
  switch (step.do) {
    case 'wait':
      return actual;
    case 'adopt-connection': {
      const connectionId = await run.write((transaction) =>
        adoptDefaultConnection(run.domain, transaction, workspace),
      );
      return { ...actual, connectionId, isConnectionMissing: connectionId === undefined };
    }
    case 'create-group':
    case 'delete-group': {
      if (!session) return actual;
      const groups = await applyGroupStep(step, workspace, actual.groups, session, run, wanted);
      return { ...actual, groups };
    }
    case 'create-hidden-network': {
      if (!session) return actual;
      const name = nameOf.hiddenNetwork(workspace.uid);
      const hiddenNetwork = await makeObject(run, session, {
        kind: networkKind(session),
        key,
        name,
        create: async () => {
          const labels = ownLabels(session.installation.id, workspace.uid, 'hidden-network');
          const subnets = [{ ipRange: HIDDEN_RANGE, networkZone }];
          const made = await session.client.networks.create({ name, ipRange: HIDDEN_RANGE, labels, subnets });
          return { object: made.network, actions: made.actions };
        },
      });
      await run.write((transaction) => wakeInstancesWithoutNics(run.domain, transaction, workspace));
      return { ...actual, hiddenNetwork, isHiddenNetworkBound: true };
    }
    case 'delete-hidden-network':
      if (session && actual.hiddenNetwork) await session.client.networks.delete(actual.hiddenNetwork.id);
      await dropBinding(run, key);
      return { ...actual, hiddenNetwork: undefined, isHiddenNetworkBound: false };
  }
}

export function reportWorkspace(
  { workspace }: WorkspaceIntent,
  actual: WorkspaceActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const known = { uid: workspace.uid, version: workspace.resourceVersion };
  if (ending.type !== 'done' || !actual) return [{ ...known, ...unsettled(ending) }];
  return [{ ...known, outcome: workspace.deletedAt === undefined ? 'settled' : 'gone' }];
}
