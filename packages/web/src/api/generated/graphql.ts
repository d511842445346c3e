/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What is known of the agent on a NAT VM. */
export type AgentState =
  /** The VM says that it forwards by the configuration that is published. */
  | 'active'
  /** An operator has taken it out of use. */
  | 'draining'
  /** The VM is coming up; it has not said yet that it forwards. */
  | 'provisioning'
  /** It says that something is wrong, or nothing at all any more. */
  | 'unhealthy';

/** Which events; what is absent does not matter. */
export type AuditEventFilter = {
  /** No older ones. */
  since?: string | null | undefined;
  /** Who did it. */
  subject?: string | null | undefined;
  /** The target in full, such as the URN of a resource. */
  target?: string | null | undefined;
  /** Whose thing was changed. */
  tenant?: string | null | undefined;
};

/** What a connection may be used for. */
export type ConnectionMode =
  /** For everything. */
  | 'live'
  /** To look; every write is refused before it is sent. */
  | 'plan'
  /** For a trial: writes are sent until a cap or an expiry is reached; what they make carries the expiry as a label. */
  | 'smoke';

/** What is done about changes at the provider that are not ours: put right, or only told. */
export type DriftHealing =
  | 'heal'
  | 'report';

/** What is known of a hop. */
export type HopState =
  /** Everything speaks for it; nobody has reported it. */
  | 'assumed'
  /** It stands in the way. */
  | 'broken'
  /** Seen. */
  | 'ok'
  /** Nobody has looked, or could. */
  | 'unknown'
  /** On its way. */
  | 'waiting';

/** Which VM of a gateway in a network. Routes may lead to either. */
export type NatVmSlot =
  /** The one that there always is. */
  | 'primary'
  /** The second one, where the installation is set to fail over. */
  | 'standby';

/** How far an operation is; the last three are final. */
export type OperationState =
  /** Written down, and what it asks for is declared. */
  | 'accepted'
  /** Nobody waits for it any more; what it has declared stays declared. */
  | 'cancelled'
  /** Part of it cannot come about, or its time was up; `errorClass` says which. */
  | 'failed'
  /** What it waits for is on its way. */
  | 'running'
  /** All of it has come about. */
  | 'succeeded';

/** What somebody may do in the admin API; each role may do what those before it may. */
export type OperatorRole =
  /** Administer tenants, connections and access. */
  | 'admin'
  /** Act on resources. */
  | 'operator'
  /** Look. */
  | 'viewer';

/** What would become of a resource. */
export type PlanAction =
  /** It stays and becomes different. */
  | 'change'
  /** It is not there yet. */
  | 'create'
  /** It is no longer declared. */
  | 'delete'
  /** It is as declared. */
  | 'none'
  /** It would have to be deleted and made anew, which a plan never does by itself. */
  | 'replace';

/** What is to be planned. */
export type PlanInput = {
  /** SECA documents as YAML or JSON, each with `metadata.kind` and `metadata.name`; in any order. */
  documents: string;
  /** A workspace of the region in which whatever no document declares is to be deleted, and with it the workspace itself where none declares it or anything in it. */
  pruneWorkspace?: string | null | undefined;
  /** The region of documents that name none. */
  region: string;
  /** The tenant whose resources they are. */
  tenant: string;
};

/** Which resources are meant; what is absent is no limit. */
export type ResourceFilter = {
  /** As `Resource.kind`. */
  kinds?: Array<string> | null | undefined;
  /** A label selector of terms `key=value`, joined by commas. */
  labels?: string | null | undefined;
  /** Of exactly this name. */
  name?: string | null | undefined;
  /** Subnets and route tables of networks of this name. */
  network?: string | null | undefined;
  region?: string | null | undefined;
  states?: Array<ResourceState> | null | undefined;
  tenant?: string | null | undefined;
  /** Anywhere in name or labels, or the beginning of a uid; case does not matter. */
  text?: string | null | undefined;
  /** In workspaces of this name. */
  workspace?: string | null | undefined;
};

/** In which order resources are listed. */
export type ResourceOrder =
  /** The newest first. */
  | 'created'
  /** What was last changed by a client first. */
  | 'modified'
  /** By name. */
  | 'name'
  /** By tenant, region, workspace, network, kind and name. */
  | 'place';

/** State of a resource, as SECA defines it. */
export type ResourceState =
  /** Reality matches what was declared. */
  | 'active'
  /** Being made. */
  | 'creating'
  /** Being cleaned up. */
  | 'deleting'
  /** It will not come about until something is changed. */
  | 'error'
  /** Accepted; nothing has been done yet, or it waits for something else. */
  | 'pending'
  /** A change is being applied; still usable. */
  | 'updating';

/** How a run ended. */
export type RunOutcome =
  /** Nothing was left to do. */
  | 'done'
  /** It is tried again by itself. */
  | 'failed'
  /** It needs a person. */
  | 'stuck'
  /** The provider, or another unit, had to get on first. */
  | 'waiting';

/** What a trial may cost, and until when. */
export type SmokeTermsInput = {
  /** Euros, net. What is made counts as if it lived until the expiry, and is refused beyond the cap. */
  capEur: number;
  /** Within the next 24 hours. From then on nothing is made; what is there can be deleted. */
  expiresAt: string;
};

/** Whether something is done at all. */
export type Switch =
  | 'off'
  | 'on';

export type ChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangesSubscription = { changes: { kind: string, uid: string } };

export type HopFieldsFragment = { name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null };

export type ConditionFieldsFragment = { state: ResourceState, at: string, reason: string | null, message: string | null };

export type SeenObjectFragment = { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null };

export type RunFieldsFragment = { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> };

type ResourcePlace_BlockStorage_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'BlockStorage' };

type ResourcePlace_Image_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image' };

type ResourcePlace_Instance_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance' };

type ResourcePlace_InternetGateway_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway' };

type ResourcePlace_Network_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network' };

type ResourcePlace_Nic_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic' };

type ResourcePlace_PublicIp_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp' };

type ResourcePlace_Role_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role' };

type ResourcePlace_RoleAssignment_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment' };

type ResourcePlace_RouteTable_Fragment = { network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable' };

type ResourcePlace_SecurityGroup_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup' };

type ResourcePlace_SecurityGroupRule_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule' };

type ResourcePlace_Subnet_Fragment = { network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet' };

type ResourcePlace_Workspace_Fragment = { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace' };

export type ResourcePlaceFragment =
  | ResourcePlace_BlockStorage_Fragment
  | ResourcePlace_Image_Fragment
  | ResourcePlace_Instance_Fragment
  | ResourcePlace_InternetGateway_Fragment
  | ResourcePlace_Network_Fragment
  | ResourcePlace_Nic_Fragment
  | ResourcePlace_PublicIp_Fragment
  | ResourcePlace_Role_Fragment
  | ResourcePlace_RoleAssignment_Fragment
  | ResourcePlace_RouteTable_Fragment
  | ResourcePlace_SecurityGroup_Fragment
  | ResourcePlace_SecurityGroupRule_Fragment
  | ResourcePlace_Subnet_Fragment
  | ResourcePlace_Workspace_Fragment
;

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { installation: { gatewayUrl: string } };

export type OperationQueryVariables = Exact<{
  id: string | number;
}>;


export type OperationQuery = { operation: { id: string, kind: string, target: string, state: OperationState, progress: number, createdAt: string, finishedAt: string | null, deadlineAt: string, errorClass: string | null, errorMessage: string | null, remedy: string | null, steps: Array<{ name: string, uid: string | null, isDone: boolean, doneAt: string | null }> } | null };

export type CancelOperationMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelOperationMutation = { cancelOperation: { id: string } };

export type ApiTokensQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiTokensQuery = { apiTokens: Array<{ id: string, name: string, role: OperatorRole, tenant: string | null, createdAt: string, createdBy: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null }>, operatorSessions: Array<{ subject: string, name: string, role: OperatorRole, tenant: string | null, createdAt: string, expiresAt: string, idleUntil: string }>, tenants: Array<{ name: string }> };

export type CreateApiTokenMutationVariables = Exact<{
  name: string;
  role: OperatorRole;
  tenant?: string | null | undefined;
  expiresInDays: number;
}>;


export type CreateApiTokenMutation = { createApiToken: { secret: string, token: { id: string, name: string } } };

export type RevokeApiTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: { id: string } };

export type EndOperatorSessionsMutationVariables = Exact<{
  subject: string;
}>;


export type EndOperatorSessionsMutation = { endOperatorSessions: number };

export type ActivityQueryVariables = Exact<{
  filter?: AuditEventFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ActivityQuery = { auditEvents: { pageInfo: { endCursor: string | null, hasNextPage: boolean }, edges: Array<{ node: { id: string, at: string, action: string, subject: string, source: string, sourceAddress: string | null, requestId: string | null, target: string, tenant: string, resourceUid: string | null, resourceVersion: number | null, seal: string | null, changes: Array<{ path: string, before: string | null, after: string | null }> } }> } };

export type GatewayQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type GatewayQuery = { internetGateway: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, networks: Array<{ uid: string, name: string, internetGateways: Array<{ uid: string, natVms: Array<{ slot: NatVmSlot, holdsAlias: boolean, turnRequestedAt: string | null, privateAddress: string | null, aliasAddress: string | null, publicAddress: string | null, status: string | null, server: { drift: Array<string>, id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null }, agent: { id: string, state: AgentState, since: string, reason: string | null, registeredAt: string | null, lastHeartbeatAt: string | null, publishedVersion: number, acknowledgedVersion: number, publishedAt: string | null, sourcePrefixes: Array<string> | null, sourcePrefixesInForce: Array<string> | null, isForwarding: boolean | null, uptimeSeconds: number | null, connectionsUsed: number | null, connectionsMax: number | null, bytesOut: number | null, bytesIn: number | null, droppedMetadata: number | null, droppedRefused: number | null, lastError: string | null } | null }> }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null }> } | null, installation: { gatewayUrl: string } };

export type AgentFieldsFragment = { id: string, state: AgentState, since: string, reason: string | null, registeredAt: string | null, lastHeartbeatAt: string | null, publishedVersion: number, acknowledgedVersion: number, publishedAt: string | null, sourcePrefixes: Array<string> | null, sourcePrefixesInForce: Array<string> | null, isForwarding: boolean | null, uptimeSeconds: number | null, connectionsUsed: number | null, connectionsMax: number | null, bytesOut: number | null, bytesIn: number | null, droppedMetadata: number | null, droppedRefused: number | null, lastError: string | null };

export type StartGatewayDrainMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
  slot: NatVmSlot;
  idempotencyKey: string;
}>;


export type StartGatewayDrainMutation = { startGatewayDrain: { id: string } };

export type ResumeGatewayMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
  slot?: NatVmSlot | null | undefined;
}>;


export type ResumeGatewayMutation = { resumeGateway: { id: string } };

export type ReplaceGatewayMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
  slot: NatVmSlot;
  idempotencyKey: string;
}>;


export type ReplaceGatewayMutation = { replaceGateway: { id: string } };

export type FailOverGatewayMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
  to: NatVmSlot;
  idempotencyKey: string;
}>;


export type FailOverGatewayMutation = { failOverGateway: { id: string } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { attention: Array<{ about: string, severity: string, since: string, tenant: string, message: string, reason: string | null, remedy: string | null, resource:
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'BlockStorage' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment' }
      | { network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule' }
      | { network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace' }
     | null, connection: { id: string, name: string } | null }>, workspaces: Array<{ uid: string, tenant: string, region: string, name: string, state: ResourceState, counts: Array<{ kind: string, state: ResourceState, count: number }> }>, tenants: Array<{ name: string, costPerMonthEur: number, spendLimitEur: number | null, suspendedAt: string | null, defaultConnectionId: string | null }>, installation: { gatewayUrl: string }, providerConnections: Array<{ id: string, tenant: string, name: string, provider: string, endpoint: string, isSimulated: boolean, mode: string, status: string, statusCode: string | null, statusSince: string, lastGoodCheckAt: string | null, remedy: string | null, costPerMonthEur: number, smoke: { capEur: number, expiresAt: string, spentEur: number } | null, rateBudget: { hourlyLimit: number, remaining: number, usedByOthers: number } | null }>, networks: Array<{ uid: string, tenant: string, region: string, workspace: string, name: string, cidr: string | null, state: ResourceState, conditions: Array<{ at: string, message: string | null }>, subnets: Array<{ uid: string }>, instances: Array<{ uid: string, name: string, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> }>, internetGateways: Array<{ uid: string, natVm: { publicAddress: string | null } | null }> }> };

export type InstanceQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type InstanceQuery = { instance: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, zone: string, sku: string, desiredPower: string, powerState: string, powerStateSince: string | null, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, server: { drift: Array<string>, id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, nics: Array<{ uid: string, name: string, network: string | null, subnet: string | null, addresses: Array<string>, isAttached: boolean, state: ResourceState }>, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null } | null, installation: { gatewayUrl: string } };

export type WayThingsQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
}>;


export type WayThingsQuery = { network: { uid: string, name: string, subnets: Array<{ uid: string, name: string, routeTable: string | null }>, routeTables: Array<{ uid: string, name: string, routes: Array<{ destination: string, target: string }> }> } | null };

export type StartInstanceMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
  idempotencyKey: string;
}>;


export type StartInstanceMutation = { startInstance: { id: string } };

export type StopInstanceMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
  idempotencyKey: string;
}>;


export type StopInstanceMutation = { stopInstance: { id: string } };

export type RestartInstanceMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
  idempotencyKey: string;
}>;


export type RestartInstanceMutation = { restartInstance: { id: string } };

export type NetworkQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type NetworkQuery = { network: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, state: ResourceState, cidr: string | null, resourceVersion: number, observedVersion: number, deletedAt: string | null, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null, providerObject: { drift: Array<string>, id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, subnets: Array<{ uid: string, name: string, state: ResourceState, cidr: string | null, zone: string, routeTable: string | null, isPresent: boolean, createdAt: string, deletedAt: string | null, conditions: Array<{ message: string | null }> }>, routeTables: Array<{ uid: string, name: string, createdAt: string, deletedAt: string | null, routes: Array<{ destination: string, target: string, state: ResourceState, reason: string | null, message: string | null }> }>, internetGateways: Array<{ uid: string, name: string, state: ResourceState, egressOnly: boolean, createdAt: string, deletedAt: string | null, natVm: { privateAddress: string | null, aliasAddress: string | null, publicAddress: string | null, status: string | null, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } } | null }>, instances: Array<{ uid: string, name: string, state: ResourceState, createdAt: string, deletedAt: string | null, desiredPower: string, powerState: string, conditions: Array<{ message: string | null }>, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, nics: Array<{ uid: string, name: string, network: string | null, subnet: string | null, addresses: Array<string>, isAttached: boolean }>, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> }> } | null, providerConnections: Array<{ tenant: string, isSimulated: boolean }> };

export type PlacesQueryVariables = Exact<{
  tenant: string;
}>;


export type PlacesQuery = { networks: Array<{ uid: string, region: string, workspace: string, name: string }> };

export type NodesQueryVariables = Exact<{ [key: string]: never; }>;


export type NodesQuery = { nodes: Array<{ role: string, status: string | null, serverType: string | null, location: string | null, publicAddress: string | null, privateAddresses: Array<string>, network:
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'BlockStorage' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment' }
      | { uid: string, network: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule' }
      | { uid: string, network: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet' }
      | { uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace' }
     | null, resource:
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'BlockStorage', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace', conditions: Array<{ message: string | null }> }
    , server: { id: string | null, evidence: string | null, observedAt: string | null, drift: Array<string> }, agent: { id: string, state: AgentState, reason: string | null, lastHeartbeatAt: string | null } | null, blockedBy: { id: string, name: string, statusCode: string | null } | null }> };

export type PlanFieldsFragment = { id: string, tenant: string, createdAt: string, expiresAt: string, isApplicable: boolean, calls: number, monthlyEurBefore: number, monthlyEurAfter: number, warnings: Array<string>, changes: Array<{ action: PlanAction, kind: string, name: string, urn: string, reason: string, calls: number, changes: Array<{ path: string, before: string | null, after: string | null }>, faults: Array<{ pointer: string, message: string }> }> };

export type MakePlanMutationVariables = Exact<{
  input: PlanInput;
}>;


export type MakePlanMutation = { plan: { id: string, tenant: string, createdAt: string, expiresAt: string, isApplicable: boolean, calls: number, monthlyEurBefore: number, monthlyEurAfter: number, warnings: Array<string>, changes: Array<{ action: PlanAction, kind: string, name: string, urn: string, reason: string, calls: number, changes: Array<{ path: string, before: string | null, after: string | null }>, faults: Array<{ pointer: string, message: string }> }> } };

export type PlanQueryVariables = Exact<{
  id: string | number;
}>;


export type PlanQuery = { plan: { id: string, tenant: string, createdAt: string, expiresAt: string, isApplicable: boolean, calls: number, monthlyEurBefore: number, monthlyEurAfter: number, warnings: Array<string>, changes: Array<{ action: PlanAction, kind: string, name: string, urn: string, reason: string, calls: number, changes: Array<{ path: string, before: string | null, after: string | null }>, faults: Array<{ pointer: string, message: string }> }> } | null };

export type PlanPlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type PlanPlacesQuery = { workspaces: Array<{ uid: string, tenant: string, region: string, name: string }>, tenants: Array<{ name: string }> };

export type ApplyPlanMutationVariables = Exact<{
  id: string | number;
  idempotencyKey: string;
}>;


export type ApplyPlanMutation = { applyPlan: { id: string } };

export type ProviderFieldsFragment = { id: string, tenant: string, name: string, provider: string, endpoint: string, isSimulated: boolean, isChecked: boolean, mode: string, status: string, statusCode: string | null, statusSince: string, lastCheckAt: string | null, lastGoodCheckAt: string | null, nextStep: string | null, remediation: string | null, remedy: string | null, tokenAccess: string | null, reachedLimits: Array<string>, unbindingAt: string | null, abandonedAt: string | null, costPerMonthEur: number, rateBudget: { hourlyLimit: number, remaining: number, usedByOthers: number } | null, foreignObjects: Array<{ objectType: string, count: number }> | null, workspaces: Array<{ uid: string, name: string, region: string }>, smoke: { capEur: number, expiresAt: string, spentEur: number } | null, orphans: Array<{ objectType: string, objectId: string, name: string, role: string, seenSince: string, fault: string | null, removalAskedAt: string | null }> };

export type ProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ProvidersQuery = { tenants: Array<{ name: string }>, providerConnections: Array<{ id: string, tenant: string, name: string, provider: string, endpoint: string, isSimulated: boolean, isChecked: boolean, mode: string, status: string, statusCode: string | null, statusSince: string, lastCheckAt: string | null, lastGoodCheckAt: string | null, nextStep: string | null, remediation: string | null, remedy: string | null, tokenAccess: string | null, reachedLimits: Array<string>, unbindingAt: string | null, abandonedAt: string | null, costPerMonthEur: number, rateBudget: { hourlyLimit: number, remaining: number, usedByOthers: number } | null, foreignObjects: Array<{ objectType: string, count: number }> | null, workspaces: Array<{ uid: string, name: string, region: string }>, smoke: { capEur: number, expiresAt: string, spentEur: number } | null, orphans: Array<{ objectType: string, objectId: string, name: string, role: string, seenSince: string, fault: string | null, removalAskedAt: string | null }> }> };

export type BindProviderMutationVariables = Exact<{
  tenant: string;
  name: string;
  token: string;
  mode: ConnectionMode;
}>;


export type BindProviderMutation = { bindProviderConnection: { id: string } };

export type CheckProviderMutationVariables = Exact<{
  id: string | number;
}>;


export type CheckProviderMutation = { checkProviderConnection: { id: string, status: string } };

export type RotateProviderMutationVariables = Exact<{
  id: string | number;
  token: string;
}>;


export type RotateProviderMutation = { rotateProviderToken: { id: string } };

export type SetProviderModeMutationVariables = Exact<{
  id: string | number;
  mode: ConnectionMode;
  smoke?: SmokeTermsInput | null | undefined;
}>;


export type SetProviderModeMutation = { setProviderMode: { id: string } };

export type UnbindProviderMutationVariables = Exact<{
  id: string | number;
}>;


export type UnbindProviderMutation = { unbindProviderConnection: { id: string } | null };

export type RemoveOrphansMutationVariables = Exact<{
  id: string | number;
}>;


export type RemoveOrphansMutation = { removeOrphans: { id: string } };

export type AbandonProviderMutationVariables = Exact<{
  id: string | number;
  name: string;
}>;


export type AbandonProviderMutation = { abandonProviderConnection: Array<{ objectType: string, objectId: string, role: string }> };

export type RouteTableQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
}>;


export type RouteTableQuery = { network: { uid: string, tenant: string, region: string, workspace: string, name: string, providerObject: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, subnets: Array<{ uid: string, name: string, routeTable: string | null }>, routeTables: Array<{ uid: string, ref: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, routes: Array<{ destination: string, target: string, state: ResourceState, since: string | null, reason: string | null, message: string | null }> }>, internetGateways: Array<{ uid: string, name: string, natVm: { aliasAddress: string | null } | null }> } | null, installation: { gatewayUrl: string } };

export type RunsQueryVariables = Exact<{
  outcomes?: Array<RunOutcome> | RunOutcome | null | undefined;
  first: number;
  after?: string | number | null | undefined;
}>;


export type RunsQuery = { runs: Array<{ id: string, unitType: string, unitUid: string, target: string | null, tenant: string | null, outcome: string, reason: string | null, calls: number, startedAt: string, endedAt: string, steps: Array<{ do: string }> }> };

export type RunQueryVariables = Exact<{
  id: string | number;
}>;


export type RunQuery = { run: { unitType: string, unitUid: string, target: string | null, tenant: string | null, id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null };

export type WorkspaceQueryVariables = Exact<{
  tenant: string;
  region: string;
  name: string;
}>;


export type WorkspaceQuery = { workspace: { uid: string, name: string, state: ResourceState, labels: Record<string, unknown>, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, counts: Array<{ kind: string, state: ResourceState, count: number }>, connection: { id: string, name: string, status: string } | null } | null };

export type WorkspaceSettingsQueryVariables = Exact<{
  tenant: string;
  region: string;
  name: string;
}>;


export type WorkspaceSettingsQuery = { workspaceSettings: { natGateway: Switch | null, guestBootstrap: Switch | null, driftHealing: DriftHealing | null } };

export type SetWorkspaceSettingsMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  natGateway?: Switch | null | undefined;
  guestBootstrap?: Switch | null | undefined;
  driftHealing?: DriftHealing | null | undefined;
}>;


export type SetWorkspaceSettingsMutation = { setWorkspaceSettings: { driftHealing: DriftHealing | null } };

export type WorkspaceRegionsQueryVariables = Exact<{
  tenant: string;
}>;


export type WorkspaceRegionsQuery = { workspaces: Array<{ uid: string, name: string, region: string }> };

export type WorkspaceResourcesQueryVariables = Exact<{
  filter: ResourceFilter;
  orderBy: ResourceOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type WorkspaceResourcesQuery = { resources: { totalCount: number, pageInfo: { endCursor: string | null, hasNextPage: boolean }, nodes: Array<
      | { sizeGb: number, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, storageSku: string, storedAt: string | null, is: 'BlockStorage', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image', conditions: Array<{ message: string | null }> }
      | { zone: string, powerState: string, sku: string, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance', conditions: Array<{ message: string | null }> }
      | { egressOnly: boolean, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway', conditions: Array<{ message: string | null }> }
      | { cidr: string | null, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic', conditions: Array<{ message: string | null }> }
      | { address: string | null, version: string, attachedTo: string | null, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable', conditions: Array<{ message: string | null }> }
      | { ruleCount: number, activeRuleCount: number, state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet', conditions: Array<{ message: string | null }> }
      | { state: ResourceState, createdAt: string, lastModifiedAt: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace', conditions: Array<{ message: string | null }> }
    > } };

export type ShellQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellQuery = { me: { role: OperatorRole, subject: string, tenant: string | null }, providerConnections: Array<{ id: string, isSimulated: boolean }> };

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { search: Array<{ match: string, resource:
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'BlockStorage' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Image' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Instance' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'InternetGateway' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Network' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, nicNetwork: string | null, is: 'Nic' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'PublicIp' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Role' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RoleAssignment' }
      | { state: ResourceState, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'RouteTable' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroup' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'SecurityGroupRule' }
      | { state: ResourceState, network: string, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Subnet' }
      | { state: ResourceState, uid: string, kind: string, tenant: string, region: string, workspace: string, name: string, is: 'Workspace' }
     }> };

export type EgressQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  instance: string;
}>;


export type EgressQuery = { explainEgress: { hops: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const HopFieldsFragmentDoc = new TypedDocumentString(`
    fragment HopFields on Hop {
  name
  state
  message
  code
  fix
  evidence
  observedAt
}
    `, {"fragmentName":"HopFields"}) as unknown as TypedDocumentString<HopFieldsFragment, unknown>;
export const ConditionFieldsFragmentDoc = new TypedDocumentString(`
    fragment ConditionFields on Condition {
  state
  at
  reason
  message
}
    `, {"fragmentName":"ConditionFields"}) as unknown as TypedDocumentString<ConditionFieldsFragment, unknown>;
export const SeenObjectFragmentDoc = new TypedDocumentString(`
    fragment SeenObject on ProviderObject {
  id
  evidence
  observed
  observedAt
}
    `, {"fragmentName":"SeenObject"}) as unknown as TypedDocumentString<SeenObjectFragment, unknown>;
export const RunFieldsFragmentDoc = new TypedDocumentString(`
    fragment RunFields on Run {
  id
  startedAt
  endedAt
  outcome
  reason
  planned
  calls
  steps {
    do
    startedAt
    durationMs
    calls
    result
  }
}
    `, {"fragmentName":"RunFields"}) as unknown as TypedDocumentString<RunFieldsFragment, unknown>;
export const ResourcePlaceFragmentDoc = new TypedDocumentString(`
    fragment ResourcePlace on Resource {
  is: __typename
  uid
  kind
  tenant
  region
  workspace
  name
  ... on Subnet {
    network
  }
  ... on RouteTable {
    network
  }
  ... on Nic {
    nicNetwork: network
  }
}
    `, {"fragmentName":"ResourcePlace"}) as unknown as TypedDocumentString<ResourcePlaceFragment, unknown>;
export const AgentFieldsFragmentDoc = new TypedDocumentString(`
    fragment AgentFields on GatewayAgent {
  id
  state
  since
  reason
  registeredAt
  lastHeartbeatAt
  publishedVersion
  acknowledgedVersion
  publishedAt
  sourcePrefixes
  sourcePrefixesInForce
  isForwarding
  uptimeSeconds
  connectionsUsed
  connectionsMax
  bytesOut
  bytesIn
  droppedMetadata
  droppedRefused
  lastError
}
    `, {"fragmentName":"AgentFields"}) as unknown as TypedDocumentString<AgentFieldsFragment, unknown>;
export const PlanFieldsFragmentDoc = new TypedDocumentString(`
    fragment PlanFields on Plan {
  id
  tenant
  createdAt
  expiresAt
  isApplicable
  calls
  monthlyEurBefore
  monthlyEurAfter
  warnings
  changes {
    action
    kind
    name
    urn
    reason
    calls
    changes {
      path
      before
      after
    }
    faults {
      pointer
      message
    }
  }
}
    `, {"fragmentName":"PlanFields"}) as unknown as TypedDocumentString<PlanFieldsFragment, unknown>;
export const ProviderFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProviderFields on ProviderConnection {
  id
  tenant
  name
  provider
  endpoint
  isSimulated
  isChecked
  mode
  status
  statusCode
  statusSince
  lastCheckAt
  lastGoodCheckAt
  nextStep
  remediation
  remedy
  tokenAccess
  reachedLimits
  unbindingAt
  abandonedAt
  costPerMonthEur
  rateBudget {
    hourlyLimit
    remaining
    usedByOthers
  }
  foreignObjects {
    objectType
    count
  }
  workspaces {
    uid
    name
    region
  }
  smoke {
    capEur
    expiresAt
    spentEur
  }
  orphans {
    objectType
    objectId
    name
    role
    seenSince
    fault
    removalAskedAt
  }
}
    `, {"fragmentName":"ProviderFields"}) as unknown as TypedDocumentString<ProviderFieldsFragment, unknown>;
export const ChangesDocument = new TypedDocumentString(`
    subscription Changes {
  changes {
    kind
    uid
  }
}
    `, {"hash":"sha256:28a582f26037e53790825900e84e19d9738652b381425ccca5cb5e3a64008c26"}) as unknown as TypedDocumentString<ChangesSubscription, ChangesSubscriptionVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  installation {
    gatewayUrl
  }
}
    `, {"hash":"sha256:f38a46a7defd364d3b6baff402ec06f22becd6dfa081d85fc68b8f429c2003da"}) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const OperationDocument = new TypedDocumentString(`
    query Operation($id: ID!) {
  operation(id: $id) {
    id
    kind
    target
    state
    progress
    createdAt
    finishedAt
    deadlineAt
    errorClass
    errorMessage
    remedy
    steps {
      name
      uid
      isDone
      doneAt
    }
  }
}
    `, {"hash":"sha256:7746b33439fc51ac3c228f35b1a29494e683bc7da021f45580469be44e94070c"}) as unknown as TypedDocumentString<OperationQuery, OperationQueryVariables>;
export const CancelOperationDocument = new TypedDocumentString(`
    mutation CancelOperation($id: ID!) {
  cancelOperation(id: $id) {
    id
  }
}
    `, {"hash":"sha256:74af551bad692a7cc429c6795781f79bde707ae8de714979ce3f96c89347a706"}) as unknown as TypedDocumentString<CancelOperationMutation, CancelOperationMutationVariables>;
export const ApiTokensDocument = new TypedDocumentString(`
    query ApiTokens {
  apiTokens {
    id
    name
    role
    tenant
    createdAt
    createdBy
    expiresAt
    lastUsedAt
    revokedAt
  }
  operatorSessions {
    subject
    name
    role
    tenant
    createdAt
    expiresAt
    idleUntil
  }
  tenants {
    name
  }
}
    `, {"hash":"sha256:cef458fac815c7aa797c067388ea70c2a36990c3933858dbc7f0ec3b5fdfb881"}) as unknown as TypedDocumentString<ApiTokensQuery, ApiTokensQueryVariables>;
export const CreateApiTokenDocument = new TypedDocumentString(`
    mutation CreateApiToken($name: String!, $role: OperatorRole!, $tenant: String, $expiresInDays: Int!) {
  createApiToken(
    name: $name
    role: $role
    tenant: $tenant
    expiresInDays: $expiresInDays
  ) {
    secret
    token {
      id
      name
    }
  }
}
    `, {"hash":"sha256:6ad2bd60e1edb8d3f2bd683658f8a404da8515f232c25387ee3df3b2a5d296ba"}) as unknown as TypedDocumentString<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const RevokeApiTokenDocument = new TypedDocumentString(`
    mutation RevokeApiToken($id: ID!) {
  revokeApiToken(id: $id) {
    id
  }
}
    `, {"hash":"sha256:dea2e58bbe524c5b996ca185ddbd7f6b1584ac68e0324de0911111d627ca3e9e"}) as unknown as TypedDocumentString<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;
export const EndOperatorSessionsDocument = new TypedDocumentString(`
    mutation EndOperatorSessions($subject: String!) {
  endOperatorSessions(subject: $subject)
}
    `, {"hash":"sha256:9bc9ac96ba0cd770d299249552b9ab9e032b78cbb08caa89ea75b333bd350d7b"}) as unknown as TypedDocumentString<EndOperatorSessionsMutation, EndOperatorSessionsMutationVariables>;
export const ActivityDocument = new TypedDocumentString(`
    query Activity($filter: AuditEventFilter, $first: Int!, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    pageInfo {
      endCursor
      hasNextPage
    }
    edges {
      node {
        id
        at
        action
        subject
        source
        sourceAddress
        requestId
        target
        tenant
        resourceUid
        resourceVersion
        seal
        changes {
          path
          before
          after
        }
      }
    }
  }
}
    `, {"hash":"sha256:bb7e62b6a8362b01df4d5c47998556e09578ece23c66ea30dcb763cb8355ef95"}) as unknown as TypedDocumentString<ActivityQuery, ActivityQueryVariables>;
export const GatewayDocument = new TypedDocumentString(`
    query Gateway($tenant: String!, $region: String!, $workspace: String!, $name: String!) {
  internetGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    name: $name
  ) {
    uid
    ref
    tenant
    region
    workspace
    name
    labels
    annotations
    extensions
    intent
    state
    resourceVersion
    observedVersion
    conditions {
      ...ConditionFields
    }
    networks {
      uid
      name
      internetGateways {
        uid
        natVms {
          slot
          holdsAlias
          turnRequestedAt
          privateAddress
          aliasAddress
          publicAddress
          status
          server {
            ...SeenObject
            drift
          }
          agent {
            ...AgentFields
          }
        }
      }
      lastRun {
        ...RunFields
      }
    }
  }
  installation {
    gatewayUrl
  }
}
    fragment ConditionFields on Condition {
  state
  at
  reason
  message
}
fragment SeenObject on ProviderObject {
  id
  evidence
  observed
  observedAt
}
fragment RunFields on Run {
  id
  startedAt
  endedAt
  outcome
  reason
  planned
  calls
  steps {
    do
    startedAt
    durationMs
    calls
    result
  }
}
fragment AgentFields on GatewayAgent {
  id
  state
  since
  reason
  registeredAt
  lastHeartbeatAt
  publishedVersion
  acknowledgedVersion
  publishedAt
  sourcePrefixes
  sourcePrefixesInForce
  isForwarding
  uptimeSeconds
  connectionsUsed
  connectionsMax
  bytesOut
  bytesIn
  droppedMetadata
  droppedRefused
  lastError
}`, {"hash":"sha256:59a408ac54d2c2efa4d9a9617daf89ca6524022d58547913ce2cf6e197d7124f"}) as unknown as TypedDocumentString<GatewayQuery, GatewayQueryVariables>;
export const StartGatewayDrainDocument = new TypedDocumentString(`
    mutation StartGatewayDrain($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!, $slot: NatVmSlot!, $idempotencyKey: String!) {
  startGatewayDrain(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
    slot: $slot
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:89b4619422e69b1b5a1e6f2c3b0a12c16b4b233ffb3dccbaf4fcac8d7bb3c10e"}) as unknown as TypedDocumentString<StartGatewayDrainMutation, StartGatewayDrainMutationVariables>;
export const ResumeGatewayDocument = new TypedDocumentString(`
    mutation ResumeGateway($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!, $slot: NatVmSlot) {
  resumeGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
    slot: $slot
  ) {
    id
  }
}
    `, {"hash":"sha256:2059519537fcb7b09d0dd95d2abe71221ef2889669fb41beaa8a7dc70cea813b"}) as unknown as TypedDocumentString<ResumeGatewayMutation, ResumeGatewayMutationVariables>;
export const ReplaceGatewayDocument = new TypedDocumentString(`
    mutation ReplaceGateway($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!, $slot: NatVmSlot!, $idempotencyKey: String!) {
  replaceGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
    slot: $slot
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:6fabe466c76cfc26fa4093f65a7d1565668e8d5644797ee841c6dc10309b52c5"}) as unknown as TypedDocumentString<ReplaceGatewayMutation, ReplaceGatewayMutationVariables>;
export const FailOverGatewayDocument = new TypedDocumentString(`
    mutation FailOverGateway($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!, $to: NatVmSlot!, $idempotencyKey: String!) {
  failOverGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
    to: $to
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:b907c04289beac2a0aa26e17c7252b355eca25cae7c383f4a4838a541bb5d10f"}) as unknown as TypedDocumentString<FailOverGatewayMutation, FailOverGatewayMutationVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview {
  attention {
    about
    severity
    since
    tenant
    message
    reason
    remedy
    resource {
      ...ResourcePlace
    }
    connection {
      id
      name
    }
  }
  workspaces {
    uid
    tenant
    region
    name
    state
    counts {
      kind
      state
      count
    }
  }
  tenants {
    name
    costPerMonthEur
    spendLimitEur
    suspendedAt
    defaultConnectionId
  }
  installation {
    gatewayUrl
  }
  providerConnections {
    id
    tenant
    name
    provider
    endpoint
    isSimulated
    mode
    status
    statusCode
    statusSince
    lastGoodCheckAt
    remedy
    costPerMonthEur
    smoke {
      capEur
      expiresAt
      spentEur
    }
    rateBudget {
      hourlyLimit
      remaining
      usedByOthers
    }
  }
  networks {
    uid
    tenant
    region
    workspace
    name
    cidr
    state
    conditions {
      at
      message
    }
    subnets {
      uid
    }
    instances {
      uid
      name
      wayOut {
        ...HopFields
      }
    }
    internetGateways {
      uid
      natVm {
        publicAddress
      }
    }
  }
}
    fragment HopFields on Hop {
  name
  state
  message
  code
  fix
  evidence
  observedAt
}
fragment ResourcePlace on Resource {
  is: __typename
  uid
  kind
  tenant
  region
  workspace
  name
  ... on Subnet {
    network
  }
  ... on RouteTable {
    network
  }
  ... on Nic {
    nicNetwork: network
  }
}`, {"hash":"sha256:3cff8bc1e97d4b9f9ff31ff84f72b83e65fd8c65a74d5b3c628a2b90148fc4bf"}) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const InstanceDocument = new TypedDocumentString(`
    query Instance($tenant: String!, $region: String!, $workspace: String!, $name: String!) {
  instance(tenant: $tenant, region: $region, workspace: $workspace, name: $name) {
    uid
    ref
    tenant
    region
    workspace
    name
    labels
    annotations
    extensions
    intent
    state
    zone
    sku
    desiredPower
    powerState
    powerStateSince
    resourceVersion
    observedVersion
    conditions {
      ...ConditionFields
    }
    server {
      ...SeenObject
      drift
    }
    nics {
      uid
      name
      network
      subnet
      addresses
      isAttached
      state
    }
    wayOut {
      ...HopFields
    }
    lastRun {
      ...RunFields
    }
  }
  installation {
    gatewayUrl
  }
}
    fragment HopFields on Hop {
  name
  state
  message
  code
  fix
  evidence
  observedAt
}
fragment ConditionFields on Condition {
  state
  at
  reason
  message
}
fragment SeenObject on ProviderObject {
  id
  evidence
  observed
  observedAt
}
fragment RunFields on Run {
  id
  startedAt
  endedAt
  outcome
  reason
  planned
  calls
  steps {
    do
    startedAt
    durationMs
    calls
    result
  }
}`, {"hash":"sha256:7b9c57d83f23c1cc51f9f12915ab6a7dcc92c377e833b505b71e6ff42ea86fcf"}) as unknown as TypedDocumentString<InstanceQuery, InstanceQueryVariables>;
export const WayThingsDocument = new TypedDocumentString(`
    query WayThings($tenant: String!, $region: String!, $workspace: String!, $network: String!) {
  network(tenant: $tenant, region: $region, workspace: $workspace, name: $network) {
    uid
    name
    subnets {
      uid
      name
      routeTable
    }
    routeTables {
      uid
      name
      routes {
        destination
        target
      }
    }
  }
}
    `, {"hash":"sha256:73b3347b7e8d40f205606abffa44ae1c2b487b28a641cb9057ba1d6e55b2f83b"}) as unknown as TypedDocumentString<WayThingsQuery, WayThingsQueryVariables>;
export const StartInstanceDocument = new TypedDocumentString(`
    mutation StartInstance($tenant: String!, $region: String!, $workspace: String!, $name: String!, $idempotencyKey: String!) {
  startInstance(
    tenant: $tenant
    region: $region
    workspace: $workspace
    name: $name
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:188acbe718e52c745ca09c0b61f8024df2c9b6e74b7639b7a5c03e4724b2b0da"}) as unknown as TypedDocumentString<StartInstanceMutation, StartInstanceMutationVariables>;
export const StopInstanceDocument = new TypedDocumentString(`
    mutation StopInstance($tenant: String!, $region: String!, $workspace: String!, $name: String!, $idempotencyKey: String!) {
  stopInstance(
    tenant: $tenant
    region: $region
    workspace: $workspace
    name: $name
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:f02f809b7022b33d44c91a2e6df73170a017e229975240899363bd3e1d5506b6"}) as unknown as TypedDocumentString<StopInstanceMutation, StopInstanceMutationVariables>;
export const RestartInstanceDocument = new TypedDocumentString(`
    mutation RestartInstance($tenant: String!, $region: String!, $workspace: String!, $name: String!, $idempotencyKey: String!) {
  restartInstance(
    tenant: $tenant
    region: $region
    workspace: $workspace
    name: $name
    idempotencyKey: $idempotencyKey
  ) {
    id
  }
}
    `, {"hash":"sha256:b12d6271b984e32c91b890d42d85f90e8d2b5cf119b5e701b4351b4327d01fc3"}) as unknown as TypedDocumentString<RestartInstanceMutation, RestartInstanceMutationVariables>;
export const NetworkDocument = new TypedDocumentString(`
    query Network($tenant: String!, $region: String!, $workspace: String!, $name: String!) {
  network(tenant: $tenant, region: $region, workspace: $workspace, name: $name) {
    uid
    ref
    tenant
    region
    workspace
    name
    labels
    state
    cidr
    resourceVersion
    observedVersion
    deletedAt
    conditions {
      ...ConditionFields
    }
    lastRun {
      ...RunFields
    }
    providerObject {
      ...SeenObject
      drift
    }
    subnets {
      uid
      name
      state
      cidr
      zone
      routeTable
      isPresent
      createdAt
      deletedAt
      conditions {
        message
      }
    }
    routeTables {
      uid
      name
      createdAt
      deletedAt
      routes {
        destination
        target
        state
        reason
        message
      }
    }
    internetGateways {
      uid
      name
      state
      egressOnly
      createdAt
      deletedAt
      natVm {
        privateAddress
        aliasAddress
        publicAddress
        status
        server {
          ...SeenObject
        }
      }
    }
    instances {
      uid
      name
      state
      createdAt
      deletedAt
      desiredPower
      powerState
      conditions {
        message
      }
      server {
        ...SeenObject
      }
      nics {
        uid
        name
        network
        subnet
        addresses
        isAttached
      }
      wayOut {
        ...HopFields
      }
    }
  }
  providerConnections {
    tenant
    isSimulated
  }
}
    fragment HopFields on Hop {
  name
  state
  message
  code
  fix
  evidence
  observedAt
}
fragment ConditionFields on Condition {
  state
  at
  reason
  message
}
fragment SeenObject on ProviderObject {
  id
  evidence
  observed
  observedAt
}
fragment RunFields on Run {
  id
  startedAt
  endedAt
  outcome
  reason
  planned
  calls
  steps {
    do
    startedAt
    durationMs
    calls
    result
  }
}`, {"hash":"sha256:7e59a6432211eb0d04ca03ae5bcc00e1e7b118aecb44136b36c1d4446bdea6c9"}) as unknown as TypedDocumentString<NetworkQuery, NetworkQueryVariables>;
export const PlacesDocument = new TypedDocumentString(`
    query Places($tenant: String!) {
  networks(tenant: $tenant) {
    uid
    region
    workspace
    name
  }
}
    `, {"hash":"sha256:03bf0c52a2bccfe5f74d9c71c513ea8b42877b94e6b626f542e5304441e10363"}) as unknown as TypedDocumentString<PlacesQuery, PlacesQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes {
  nodes {
    role
    status
    serverType
    location
    publicAddress
    privateAddresses
    network {
      uid
      ...ResourcePlace
    }
    resource {
      ...ResourcePlace
      state
      conditions {
        message
      }
    }
    server {
      id
      evidence
      observedAt
      drift
    }
    agent {
      id
      state
      reason
      lastHeartbeatAt
    }
    blockedBy {
      id
      name
      statusCode
    }
  }
}
    fragment ResourcePlace on Resource {
  is: __typename
  uid
  kind
  tenant
  region
  workspace
  name
  ... on Subnet {
    network
  }
  ... on RouteTable {
    network
  }
  ... on Nic {
    nicNetwork: network
  }
}`, {"hash":"sha256:e9a2ec9763a30ebf0c9435782e54ae7543aedca7db8d5c13cd057f585133ac70"}) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const MakePlanDocument = new TypedDocumentString(`
    mutation MakePlan($input: PlanInput!) {
  plan(input: $input) {
    ...PlanFields
  }
}
    fragment PlanFields on Plan {
  id
  tenant
  createdAt
  expiresAt
  isApplicable
  calls
  monthlyEurBefore
  monthlyEurAfter
  warnings
  changes {
    action
    kind
    name
    urn
    reason
    calls
    changes {
      path
      before
      after
    }
    faults {
      pointer
      message
    }
  }
}`, {"hash":"sha256:717f3918a2b1bfe5ff11b5004865df0aef84b63a878842fcf5ce778363266f7c"}) as unknown as TypedDocumentString<MakePlanMutation, MakePlanMutationVariables>;
export const PlanDocument = new TypedDocumentString(`
    query Plan($id: ID!) {
  plan(id: $id) {
    ...PlanFields
  }
}
    fragment PlanFields on Plan {
  id
  tenant
  createdAt
  expiresAt
  isApplicable
  calls
  monthlyEurBefore
  monthlyEurAfter
  warnings
  changes {
    action
    kind
    name
    urn
    reason
    calls
    changes {
      path
      before
      after
    }
    faults {
      pointer
      message
    }
  }
}`, {"hash":"sha256:e0159a30ac98e287206eeb236936fb295841054389edf394f9e2b8a8d117c3e6"}) as unknown as TypedDocumentString<PlanQuery, PlanQueryVariables>;
export const PlanPlacesDocument = new TypedDocumentString(`
    query PlanPlaces {
  workspaces {
    uid
    tenant
    region
    name
  }
  tenants {
    name
  }
}
    `, {"hash":"sha256:272d5025860ff2f5a95ad88f78f500a7e9de2f212c9a1905bf6103e84e55c484"}) as unknown as TypedDocumentString<PlanPlacesQuery, PlanPlacesQueryVariables>;
export const ApplyPlanDocument = new TypedDocumentString(`
    mutation ApplyPlan($id: ID!, $idempotencyKey: String!) {
  applyPlan(id: $id, idempotencyKey: $idempotencyKey) {
    id
  }
}
    `, {"hash":"sha256:8316ee236ceb305947fd0e310843cb8d6f9783e18b99dd480d1e7d9167dc8b7b"}) as unknown as TypedDocumentString<ApplyPlanMutation, ApplyPlanMutationVariables>;
export const ProvidersDocument = new TypedDocumentString(`
    query Providers {
  tenants {
    name
  }
  providerConnections {
    ...ProviderFields
  }
}
    fragment ProviderFields on ProviderConnection {
  id
  tenant
  name
  provider
  endpoint
  isSimulated
  isChecked
  mode
  status
  statusCode
  statusSince
  lastCheckAt
  lastGoodCheckAt
  nextStep
  remediation
  remedy
  tokenAccess
  reachedLimits
  unbindingAt
  abandonedAt
  costPerMonthEur
  rateBudget {
    hourlyLimit
    remaining
    usedByOthers
  }
  foreignObjects {
    objectType
    count
  }
  workspaces {
    uid
    name
    region
  }
  smoke {
    capEur
    expiresAt
    spentEur
  }
  orphans {
    objectType
    objectId
    name
    role
    seenSince
    fault
    removalAskedAt
  }
}`, {"hash":"sha256:fec7873aa7566fe7d5e463c962e0752e4110495b84a7cc5f4068b75acf9bd8d5"}) as unknown as TypedDocumentString<ProvidersQuery, ProvidersQueryVariables>;
export const BindProviderDocument = new TypedDocumentString(`
    mutation BindProvider($tenant: String!, $name: String!, $token: String!, $mode: ConnectionMode!) {
  bindProviderConnection(tenant: $tenant, name: $name, token: $token, mode: $mode) {
    id
  }
}
    `, {"hash":"sha256:5a6e329b579e6232cc2de07499a54cf1ca6d3ace1d57751161fbb026a2a783e9"}) as unknown as TypedDocumentString<BindProviderMutation, BindProviderMutationVariables>;
export const CheckProviderDocument = new TypedDocumentString(`
    mutation CheckProvider($id: ID!) {
  checkProviderConnection(id: $id) {
    id
    status
  }
}
    `, {"hash":"sha256:241d440e1747fd8863e82b75ce40f616a2db502866b3e7a69eb651192407c043"}) as unknown as TypedDocumentString<CheckProviderMutation, CheckProviderMutationVariables>;
export const RotateProviderDocument = new TypedDocumentString(`
    mutation RotateProvider($id: ID!, $token: String!) {
  rotateProviderToken(id: $id, token: $token) {
    id
  }
}
    `, {"hash":"sha256:d7acc1edf2f97a679ca1b153b3db77a17b21b9dfd797a0d7bad4a43ba85a078a"}) as unknown as TypedDocumentString<RotateProviderMutation, RotateProviderMutationVariables>;
export const SetProviderModeDocument = new TypedDocumentString(`
    mutation SetProviderMode($id: ID!, $mode: ConnectionMode!, $smoke: SmokeTermsInput) {
  setProviderMode(id: $id, mode: $mode, smoke: $smoke) {
    id
  }
}
    `, {"hash":"sha256:e77f894f56a8b26e63d525d931b08e94d4bd85a9d8181d36748a1e5444737321"}) as unknown as TypedDocumentString<SetProviderModeMutation, SetProviderModeMutationVariables>;
export const UnbindProviderDocument = new TypedDocumentString(`
    mutation UnbindProvider($id: ID!) {
  unbindProviderConnection(id: $id) {
    id
  }
}
    `, {"hash":"sha256:39b0b91481b8a7ccfe06f6aa8ca9ac5b35187db767ae0681dcd561477ee8d1bd"}) as unknown as TypedDocumentString<UnbindProviderMutation, UnbindProviderMutationVariables>;
export const RemoveOrphansDocument = new TypedDocumentString(`
    mutation RemoveOrphans($id: ID!) {
  removeOrphans(id: $id) {
    id
  }
}
    `, {"hash":"sha256:e88f190337d680a6c95a39da9247aaac821e9f9aec86a8856afc57534dbfd836"}) as unknown as TypedDocumentString<RemoveOrphansMutation, RemoveOrphansMutationVariables>;
export const AbandonProviderDocument = new TypedDocumentString(`
    mutation AbandonProvider($id: ID!, $name: String!) {
  abandonProviderConnection(id: $id, name: $name) {
    objectType
    objectId
    role
  }
}
    `, {"hash":"sha256:05ec0b3c39966c1c983284fc6f8b3a2ad8a1f32e454283e2d68683959fc17be5"}) as unknown as TypedDocumentString<AbandonProviderMutation, AbandonProviderMutationVariables>;
export const RouteTableDocument = new TypedDocumentString(`
    query RouteTable($tenant: String!, $region: String!, $workspace: String!, $network: String!) {
  network(tenant: $tenant, region: $region, workspace: $workspace, name: $network) {
    uid
    tenant
    region
    workspace
    name
    providerObject {
      ...SeenObject
    }
    subnets {
      uid
      name
      routeTable
    }
    routeTables {
      uid
      ref
      name
      labels
      annotations
      extensions
      intent
      state
      resourceVersion
      observedVersion
      conditions {
        ...ConditionFields
      }
      routes {
        destination
        target
        state
        since
        reason
        message
      }
    }
    internetGateways {
      uid
      name
      natVm {
        aliasAddress
      }
    }
  }
  installation {
    gatewayUrl
  }
}
    fragment ConditionFields on Condition {
  state
  at
  reason
  message
}
fragment SeenObject on ProviderObject {
  id
  evidence
  observed
  observedAt
}`, {"hash":"sha256:706440b7b0f3de2702c0323064f9e2574c62137b26dcb5c5b451e225b6bee052"}) as unknown as TypedDocumentString<RouteTableQuery, RouteTableQueryVariables>;
export const RunsDocument = new TypedDocumentString(`
    query Runs($outcomes: [RunOutcome!], $first: Int!, $after: ID) {
  runs(outcomes: $outcomes, first: $first, after: $after) {
    id
    unitType
    unitUid
    target
    tenant
    outcome
    reason
    calls
    startedAt
    endedAt
    steps {
      do
    }
  }
}
    `, {"hash":"sha256:ae4aa497683539eef336fcb6b1c915152596dabf953424099cefdb01f32aec9e"}) as unknown as TypedDocumentString<RunsQuery, RunsQueryVariables>;
export const RunDocument = new TypedDocumentString(`
    query Run($id: ID!) {
  run(id: $id) {
    ...RunFields
    unitType
    unitUid
    target
    tenant
  }
}
    fragment RunFields on Run {
  id
  startedAt
  endedAt
  outcome
  reason
  planned
  calls
  steps {
    do
    startedAt
    durationMs
    calls
    result
  }
}`, {"hash":"sha256:1adbb798c0e870368d6c1f417ade18b2f5bc96643c19b37d3f589060739226a2"}) as unknown as TypedDocumentString<RunQuery, RunQueryVariables>;
export const WorkspaceDocument = new TypedDocumentString(`
    query Workspace($tenant: String!, $region: String!, $name: String!) {
  workspace(tenant: $tenant, region: $region, name: $name) {
    uid
    name
    state
    labels
    conditions {
      ...ConditionFields
    }
    counts {
      kind
      state
      count
    }
    connection {
      id
      name
      status
    }
  }
}
    fragment ConditionFields on Condition {
  state
  at
  reason
  message
}`, {"hash":"sha256:55e5dc4359cd62bdea31f41fb924b5aad3a2b94b41dd8dcb089d552c2f65f873"}) as unknown as TypedDocumentString<WorkspaceQuery, WorkspaceQueryVariables>;
export const WorkspaceSettingsDocument = new TypedDocumentString(`
    query WorkspaceSettings($tenant: String!, $region: String!, $name: String!) {
  workspaceSettings(tenant: $tenant, region: $region, workspace: $name) {
    natGateway
    guestBootstrap
    driftHealing
  }
}
    `, {"hash":"sha256:cd372bcf7c6665d6dccfb2b9da99c62c70990e017c1dd5b45faccd757bf2e288"}) as unknown as TypedDocumentString<WorkspaceSettingsQuery, WorkspaceSettingsQueryVariables>;
export const SetWorkspaceSettingsDocument = new TypedDocumentString(`
    mutation SetWorkspaceSettings($tenant: String!, $region: String!, $workspace: String!, $natGateway: Switch, $guestBootstrap: Switch, $driftHealing: DriftHealing) {
  setWorkspaceSettings(
    tenant: $tenant
    region: $region
    workspace: $workspace
    natGateway: $natGateway
    guestBootstrap: $guestBootstrap
    driftHealing: $driftHealing
  ) {
    driftHealing
  }
}
    `, {"hash":"sha256:e68e2f6c3145622f8f6a4b3a6dc170a9af3a449239f0ea2074a786fcfb4f7e86"}) as unknown as TypedDocumentString<SetWorkspaceSettingsMutation, SetWorkspaceSettingsMutationVariables>;
export const WorkspaceRegionsDocument = new TypedDocumentString(`
    query WorkspaceRegions($tenant: String!) {
  workspaces(tenant: $tenant) {
    uid
    name
    region
  }
}
    `, {"hash":"sha256:7c88c41a751f17710b9515cb5d11762d815843ad94fc298fbcaad26511a68055"}) as unknown as TypedDocumentString<WorkspaceRegionsQuery, WorkspaceRegionsQueryVariables>;
export const WorkspaceResourcesDocument = new TypedDocumentString(`
    query WorkspaceResources($filter: ResourceFilter!, $orderBy: ResourceOrder!, $first: Int!, $after: String) {
  resources(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    pageInfo {
      endCursor
      hasNextPage
    }
    nodes {
      ...ResourcePlace
      state
      createdAt
      lastModifiedAt
      conditions {
        message
      }
      ... on Network {
        cidr
      }
      ... on Instance {
        zone
        powerState
        sku
      }
      ... on BlockStorage {
        sizeGb
        storageSku: sku
        storedAt: attachedTo
      }
      ... on PublicIp {
        address
        version
        attachedTo
      }
      ... on SecurityGroup {
        ruleCount
        activeRuleCount
      }
      ... on InternetGateway {
        egressOnly
      }
    }
  }
}
    fragment ResourcePlace on Resource {
  is: __typename
  uid
  kind
  tenant
  region
  workspace
  name
  ... on Subnet {
    network
  }
  ... on RouteTable {
    network
  }
  ... on Nic {
    nicNetwork: network
  }
}`, {"hash":"sha256:c3e514da04c16306a829440c546212a9db84967218ac7342f43930a384f2da07"}) as unknown as TypedDocumentString<WorkspaceResourcesQuery, WorkspaceResourcesQueryVariables>;
export const ShellDocument = new TypedDocumentString(`
    query Shell {
  me {
    role
    subject
    tenant
  }
  providerConnections {
    id
    isSimulated
  }
}
    `, {"hash":"sha256:bffd0c35e66400d2279e210e663a2b8ed85dcbb7a7bd0fa83a5c4303012a014b"}) as unknown as TypedDocumentString<ShellQuery, ShellQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!) {
  search(text: $text) {
    match
    resource {
      ...ResourcePlace
      state
    }
  }
}
    fragment ResourcePlace on Resource {
  is: __typename
  uid
  kind
  tenant
  region
  workspace
  name
  ... on Subnet {
    network
  }
  ... on RouteTable {
    network
  }
  ... on Nic {
    nicNetwork: network
  }
}`, {"hash":"sha256:e7723b7e41efaa90acf27791ac3af2ed3f7a0fa8b7342c5f9b8829b7e10aebb9"}) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const EgressDocument = new TypedDocumentString(`
    query Egress($tenant: String!, $region: String!, $workspace: String!, $instance: String!) {
  explainEgress(
    tenant: $tenant
    region: $region
    workspace: $workspace
    instance: $instance
    askGateway: true
  ) {
    hops {
      ...HopFields
    }
  }
}
    fragment HopFields on Hop {
  name
  state
  message
  code
  fix
  evidence
  observedAt
}`, {"hash":"sha256:c7bc64307b8b8e3b3479ce98f67d5109636945b423086026f0b71a7bbf1539c7"}) as unknown as TypedDocumentString<EgressQuery, EgressQueryVariables>;