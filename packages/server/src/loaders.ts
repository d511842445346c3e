/** What resolvers read, gathered: what many fields of one request ask for is asked of the database once. */
import DataLoader from 'dataloader';
import {
  countStates,
  findAgentsOf,
  findBindingsOfUnits,
  findContentsOf,
  findEventsOfResources,
  findInstancesOf,
  findLastRuns,
  findReferrersOf,
  findResourceBindings,
  findResourcesByIdentity,
  findResourcesByUid,
  findRunsOfUnits,
  findTargetsOf,
  listConnections,
  readSpends,
  urnOf,
  type AuditEvent,
  type Binding,
  type Domain,
  type GatewayAgent,
  type ProviderConnection,
  type ReconcileRun,
  type Resource,
  type ResourceEvents,
  type ResourceIdentity,
  type StateCount,
  type TenantSpend,
} from '@seca-hetzner/domain';

/** All keys are uids but where it says so; what is not there is an empty list or map, or `undefined`. */
export interface Loaders {
  resources: DataLoader<string, Resource | undefined>;
  /** By identity. */
  byIdentity: DataLoader<ResourceIdentity, Resource | undefined, string>;
  /** What a resource names, by field. */
  targets: DataLoader<string, ReadonlyMap<string, Resource>>;
  /** Who names a resource. */
  referrers: DataLoader<string, Resource[]>;
  /** Subnets and route tables of a network. */
  contents: DataLoader<string, Resource[]>;
  /** The instances with a NIC in a network. */
  instances: DataLoader<string, Resource[]>;
  /** What a unit looks after at the provider. */
  unitBindings: DataLoader<string, Binding[]>;
  /** What is at the provider for a resource. */
  bindings: DataLoader<string, Binding[]>;
  /** The agents in a network. */
  agents: DataLoader<string, GatewayAgent[]>;
  /** Of a unit. */
  lastRun: DataLoader<string, ReconcileRun | undefined>;
  runs: DataLoader<string, ReconcileRun[]>;
  connections: DataLoader<string, ProviderConnection | undefined>;
  /** Of the audit, by the page that is asked for. */
  events: DataLoader<ResourceEvents, AuditEvent[], string>;
  /** Of a tenant, by its name. */
  spends: DataLoader<string, TenantSpend | undefined>;
  /** What is in a workspace. */
  stateCounts: DataLoader<string, StateCount[]>;
}

/** For one request: what was read once stays as it was. */
export function createLoaders({ dataSource: { manager }, providerRules }: Domain): Loaders {
  const targets: Loaders['targets'] = new DataLoader(async (uids) => {
    const found = await findTargetsOf(manager, uids);
    // The NICs that were followed need not be asked for again.
    for (const [uid, fields] of found) if (!uids.includes(uid)) targets.prime(uid, fields);
    return uids.map((uid) => found.get(uid) ?? new Map<string, Resource>());
  });
  return {
    targets,
    resources: new DataLoader(async (uids) => inOrder(uids, await findResourcesByUid(manager, uids))),
    byIdentity: new DataLoader(
      async (identities) => {
        const found = await findResourcesByIdentity(manager, identities);
        const byKey = new Map(found.map((resource) => [identityKey(resource), resource]));
        return identities.map((identity) => byKey.get(identityKey(identity)));
      },
      { cacheKeyFn: identityKey },
    ),
    // All of them: there are few, each with one row.
    connections: new DataLoader(async (ids) => {
      const found = await listConnections(manager);
      return ids.map((id) => found.find((connection) => connection.id === id));
    }),
    events: new DataLoader((pages) => findEventsOfResources(manager, pages), {
      cacheKeyFn: ({ resourceUid, limit, beforeId = '' }) => `${resourceUid} ${limit} ${beforeId}`,
    }),
    spends: new DataLoader(async (tenants) =>
      inOrder(tenants, await readSpends(manager, providerRules, tenants)),
    ),
    stateCounts: listLoader((uids) => countStates(manager, uids)),
    referrers: listLoader((uids) => findReferrersOf(manager, uids)),
    contents: listLoader((uids) => findContentsOf(manager, uids)),
    instances: listLoader((uids) => findInstancesOf(manager, uids)),
    unitBindings: groupLoader(
      (uids) => findBindingsOfUnits(manager, uids),
      ({ unitUid }) => unitUid,
    ),
    bindings: groupLoader(
      (uids) => findResourceBindings(manager, uids),
      ({ resourceUid }) => resourceUid,
    ),
    agents: groupLoader(
      (uids) => findAgentsOf(manager, uids),
      ({ networkUid }) => networkUid,
    ),
    lastRun: new DataLoader(async (uids) => inOrder(uids, await findLastRuns(manager, uids))),
    runs: groupLoader(
      (uids) => findRunsOfUnits(manager, uids),
      ({ unitUid }) => unitUid,
    ),
  };
}

function identityKey(identity: ResourceIdentity): string {
  return `${identity.region}/${urnOf(identity)}`;
}

function inOrder<T>(uids: readonly string[], found: ReadonlyMap<string, T>): (T | undefined)[] {
  return uids.map((uid) => found.get(uid));
}

function listLoader<T>(
  read: (uids: readonly string[]) => Promise<ReadonlyMap<string, T[]>>,
): DataLoader<string, T[]> {
  return new DataLoader(async (uids) => {
    const found = await read(uids);
    return uids.map((uid) => found.get(uid) ?? []);
  });
}

function groupLoader<T>(
  read: (uids: readonly string[]) => Promise<T[]>,
  keyOf: (row: T) => string,
): DataLoader<string, T[]> {
  return listLoader(async (uids) => {
    const groups = new Map<string, T[]>();
    for (const row of await read(uids)) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
    return groups;
  });
}
