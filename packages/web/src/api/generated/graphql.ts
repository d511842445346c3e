/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { installation: { gatewayUrl: string }, providerConnections: Array<{ id: string, tenant: string, name: string, provider: string, endpoint: string, isSimulated: boolean, mode: string, status: string, statusCode: string | null, statusSince: string, lastGoodCheckAt: string | null, remedy: string | null }>, networks: Array<{ uid: string, tenant: string, region: string, workspace: string, name: string, cidr: string | null, state: ResourceState, conditions: Array<{ at: string, message: string | null }>, subnets: Array<{ uid: string }>, instances: Array<{ uid: string, name: string, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> }>, internetGateways: Array<{ uid: string, natVm: { publicAddress: string | null } | null }> }> };

export type EgressQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  instance: string;
}>;


export type EgressQuery = { explainEgress: { hops: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }> } | null };

export type NetworkQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}>;


export type NetworkQuery = { network: { uid: string, ref: string, tenant: string, region: string, workspace: string, name: string, labels: Record<string, unknown>, state: ResourceState, cidr: string | null, resourceVersion: number, observedVersion: number, deletedAt: string | null, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null, providerObject: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, subnets: Array<{ uid: string, name: string, state: ResourceState, cidr: string | null, zone: string, routeTable: string | null, isPresent: boolean, createdAt: string, deletedAt: string | null, conditions: Array<{ message: string | null }> }>, routeTables: Array<{ uid: string, name: string, createdAt: string, deletedAt: string | null, routes: Array<{ destination: string, target: string, state: ResourceState, reason: string | null, message: string | null }> }>, internetGateways: Array<{ uid: string, name: string, state: ResourceState, egressOnly: boolean, createdAt: string, deletedAt: string | null, natVm: { privateAddress: string | null, aliasAddress: string | null, publicAddress: string | null, status: string | null, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } } | null }>, instances: Array<{ uid: string, ref: string, name: string, labels: Record<string, unknown>, state: ResourceState, zone: string, sku: string, createdAt: string, deletedAt: string | null, desiredPower: string, powerState: string, powerStateSince: string | null, resourceVersion: number, observedVersion: number, conditions: Array<{ state: ResourceState, at: string, reason: string | null, message: string | null }>, server: { id: string | null, evidence: string | null, observed: Record<string, unknown> | null, observedAt: string | null } | null, nics: Array<{ uid: string, name: string, network: string | null, subnet: string | null, addresses: Array<string>, isAttached: boolean, state: ResourceState }>, wayOut: Array<{ name: string, state: HopState, message: string, code: string | null, fix: string | null, evidence: string, observedAt: string | null }>, lastRun: { id: string, startedAt: string, endedAt: string, outcome: string, reason: string | null, planned: Array<string>, calls: number, steps: Array<{ do: string, startedAt: string, durationMs: number, calls: number, result: string }> } | null }> } | null, providerConnections: Array<{ tenant: string, isSimulated: boolean }> };

export type PlacesQueryVariables = Exact<{
  tenant: string;
}>;


export type PlacesQuery = { networks: Array<{ uid: string, region: string, workspace: string, name: string }> };

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
      ref
      name
      labels
      state
      zone
      sku
      createdAt
      deletedAt
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
}`, {"hash":"sha256:ffff0325f08de76e8eec097827589f45c5f2d9fe3a11997749bae5e893977441"}) as unknown as TypedDocumentString<NetworkQuery, NetworkQueryVariables>;
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