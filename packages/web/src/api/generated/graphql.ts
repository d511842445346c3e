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

export type ChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangesSubscription = { changes: { kind: string, uid: string } };

export type HopFieldsFragment = { name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null };

export type ConditionFieldsFragment = { state: ResourceState, at: string, reason: string | null, message: string | null };

export type SeenObjectFragment = { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null };

export type RunFieldsFragment = { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { installation: { gatewayUrl: string } };

export type GatewayQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type GatewayQuery = { internetGateway: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, networks: Array<{ uid: string, name: string, internetGateways: Array<{ uid: string, natVm: { privateAddress: string | null, aliasAddress: string | null, publicAddress: string | null, status: string | null, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null }, agent: { id: string, state: AgentState, since: string, reason: string | null, registeredAt: string | null, lastHeartbeatAt: string | null, publishedVersion: number, acknowledgedVersion: number, publishedAt: string | null, sourcePrefixes: Array<string> | null, sourcePrefixesInForce: Array<string> | null, isForwarding: boolean | null, uptimeSeconds: number | null, connectionsUsed: number | null, connectionsMax: number | null, bytesOut: number | null, bytesIn: number | null, droppedMetadata: number | null, droppedRefused: number | null, lastError: string | null } | null } | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null }> } | null, installation: { gatewayUrl: string } };

export type AgentFieldsFragment = { id: string, state: AgentState, since: string, reason: string | null, registeredAt: string | null, lastHeartbeatAt: string | null, publishedVersion: number, acknowledgedVersion: number, publishedAt: string | null, sourcePrefixes: Array<string> | null, sourcePrefixesInForce: Array<string> | null, isForwarding: boolean | null, uptimeSeconds: number | null, connectionsUsed: number | null, connectionsMax: number | null, bytesOut: number | null, bytesIn: number | null, droppedMetadata: number | null, droppedRefused: number | null, lastError: string | null };

export type DrainGatewayMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
}>;


export type DrainGatewayMutation = { drainGateway: { id: string, state: AgentState } };

export type ResumeGatewayMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  gateway: string;
}>;


export type ResumeGatewayMutation = { resumeGateway: { id: string, state: AgentState } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { installation: { gatewayUrl: string }, providerConnections: Array<{ id: string, tenant: string, name: string, provider: string, endpoint: string, isSimulated: boolean, mode: string, status: string, statusCode: string | null, statusSince: string, lastGoodCheckAt: string | null, remedy: string | null }>, networks: Array<{ uid: string, tenant: string, region: string, workspace: string, name: string, cidr: string | null, state: ResourceState, conditions: Array<{ at: string, message: string | null }>, subnets: Array<{ uid: string }>, instances: Array<{ uid: string, name: string, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> }>, internetGateways: Array<{ uid: string, natVm: { publicAddress: string | null } | null }> }> };

export type InstanceQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type InstanceQuery = { instance: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, zone: string, sku: string, desiredPower: string, powerState: string, powerStateSince: string | null, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, nics: Array<{ uid: string, name: string, network: string | null, subnet: string | null, addresses: Array<string>, isAttached: boolean, state: ResourceState }>, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null } | null, installation: { gatewayUrl: string } };

export type WayThingsQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
}>;


export type WayThingsQuery = { network: { uid: string, name: string, subnets: Array<{ uid: string, name: string, routeTable: string | null }>, routeTables: Array<{ uid: string, name: string, routes: Array<{ destination: string, target: string }> }> } | null };

export type NetworkQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type NetworkQuery = { network: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, state: ResourceState, cidr: string | null, resourceVersion: number, observedVersion: number, deletedAt: string | null, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null, providerObject: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, subnets: Array<{ uid: string, name: string, state: ResourceState, cidr: string | null, zone: string, routeTable: string | null, isPresent: boolean, createdAt: string, deletedAt: string | null, conditions: Array<{ message: string | null }> }>, routeTables: Array<{ uid: string, name: string, createdAt: string, deletedAt: string | null, routes: Array<{ destination: string, target: string, state: ResourceState, reason: string | null, message: string | null }> }>, internetGateways: Array<{ uid: string, name: string, state: ResourceState, egressOnly: boolean, createdAt: string, deletedAt: string | null, natVm: { privateAddress: string | null, aliasAddress: string | null, publicAddress: string | null, status: string | null, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } } | null }>, instances: Array<{ uid: string, name: string, state: ResourceState, createdAt: string, deletedAt: string | null, desiredPower: string, powerState: string, conditions: Array<{ message: string | null }>, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, nics: Array<{ uid: string, name: string, network: string | null, subnet: string | null, addresses: Array<string>, isAttached: boolean }>, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> }> } | null, providerConnections: Array<{ tenant: string, isSimulated: boolean }> };

export type PlacesQueryVariables = Exact<{
  tenant: string;
}>;


export type PlacesQuery = { networks: Array<{ uid: string, region: string, workspace: string, name: string }> };

export type RouteTableQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  network: string;
}>;


export type RouteTableQuery = { network: { uid: string, tenant: string, region: string, workspace: string, name: string, providerObject: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, subnets: Array<{ uid: string, name: string, routeTable: string | null }>, routeTables: Array<{ uid: string, ref: string, name: string, labels: Record<string, unknown>, annotations: Record<string, unknown>, extensions: Record<string, unknown>, intent: Record<string, unknown>, state: ResourceState, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, routes: Array<{ destination: string, target: string, state: ResourceState, since: string | null, reason: string | null, message: string | null }> }>, internetGateways: Array<{ uid: string, name: string, natVm: { aliasAddress: string | null } | null }> } | null, installation: { gatewayUrl: string } };

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
        natVm {
          privateAddress
          aliasAddress
          publicAddress
          status
          server {
            ...SeenObject
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
}`, {"hash":"sha256:b42b6fb3c546aa3c4c845ab362898b70823bf06b715d052096fbbd351581f38b"}) as unknown as TypedDocumentString<GatewayQuery, GatewayQueryVariables>;
export const DrainGatewayDocument = new TypedDocumentString(`
    mutation DrainGateway($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!) {
  drainGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
  ) {
    id
    state
  }
}
    `, {"hash":"sha256:41693d2c4b9c598e4bd45c8cfe9077de98fc0275271125fc1b87a664d46a141a"}) as unknown as TypedDocumentString<DrainGatewayMutation, DrainGatewayMutationVariables>;
export const ResumeGatewayDocument = new TypedDocumentString(`
    mutation ResumeGateway($tenant: String!, $region: String!, $workspace: String!, $network: String!, $gateway: String!) {
  resumeGateway(
    tenant: $tenant
    region: $region
    workspace: $workspace
    network: $network
    gateway: $gateway
  ) {
    id
    state
  }
}
    `, {"hash":"sha256:7a751cd76b2cfd02348e847d76a1e14157f2d6ad88dade511f5a87d767b5eb30"}) as unknown as TypedDocumentString<ResumeGatewayMutation, ResumeGatewayMutationVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview {
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
}`, {"hash":"sha256:72ba0ae772fc0af71589e4b5fc47bf345e26e497227030f2306a604c89b5ddf3"}) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
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
}`, {"hash":"sha256:91c59d9a7466ccc99bf54f379ecab757351e9208d12e0fa331d8150f48d05c1f"}) as unknown as TypedDocumentString<InstanceQuery, InstanceQueryVariables>;
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
}`, {"hash":"sha256:de40b45e88f7d8aeb58dfb0b7c6473a1bf0694cec1a9e855bbd5b994f4edb2d6"}) as unknown as TypedDocumentString<NetworkQuery, NetworkQueryVariables>;
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