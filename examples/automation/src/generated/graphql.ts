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

/** A label of a resource. */
export type LabelInput = {
  /** Its key. */
  key: string;
  /** Its value. */
  value: string;
};

/** A machine with a private address, which leaves by the routes of its subnet. */
export type NodeInput = {
  /** Size of the boot volume in GB. */
  bootSizeGb?: number;
  /** Chosen by the caller: asking again with the same key and arguments makes nothing twice. */
  idempotencyKey?: string | null | undefined;
  /** An image of the tenant; the default image of the installation if absent. */
  image?: string | null | undefined;
  /** Labels of all that is made. */
  labels?: Array<LabelInput> | null | undefined;
  /** Name of the instance; its NIC is called `<name>-nic`, its boot volume `<name>-boot`. */
  name: string;
  /** A network of the workspace. */
  network: string;
  /** The region of the workspace. */
  region: string;
  /** An instance SKU of the region. */
  sku: string;
  /** SSH keys, each as a public key in one line. */
  sshKeys?: Array<string>;
  /** Whether it is to run once it is made. */
  start?: boolean;
  /** The storage SKU of the boot volume. */
  storageSku?: string;
  /** The subnet of that network in which the NIC lies. */
  subnet: string;
  /** The tenant. */
  tenant: string;
  /** Cloud-init user data. A secret, never shown again. */
  userData?: string | null | undefined;
  /** A workspace whose provider connection is connected. */
  workspace: string;
  /** A zone of the region; the zone of the subnet if absent. */
  zone?: string | null | undefined;
};

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

export type TenantsQueryVariables = Exact<{ [key: string]: never; }>;


export type TenantsQuery = { tenants: Array<{ name: string, defaultConnectionId: string | null }>, providerConnections: Array<{ id: string, name: string, tenant: string }> };

export type CreateTenantMutationVariables = Exact<{
  name: string;
}>;


export type CreateTenantMutation = { createTenant: { name: string } };

export type HealthFragment = { id: string, status: string, statusCode: string | null, remediation: string | null, nextStep: string | null };

export type BindMutationVariables = Exact<{
  tenant: string;
  name: string;
  token: string;
}>;


export type BindMutation = { bindProviderConnection: { id: string, status: string, statusCode: string | null, remediation: string | null, nextStep: string | null } };

export type RotateMutationVariables = Exact<{
  id: string | number;
  token: string;
}>;


export type RotateMutation = { rotateProviderToken: { id: string, status: string, statusCode: string | null, remediation: string | null, nextStep: string | null } };

export type UnbindMutationVariables = Exact<{
  id: string | number;
}>;


export type UnbindMutation = { unbindProviderConnection: { id: string, status: string, statusCode: string | null, remediation: string | null, nextStep: string | null } | null };

export type ConnectionQueryVariables = Exact<{
  id: string | number;
}>;


export type ConnectionQuery = { providerConnection: { id: string, status: string, statusCode: string | null, remediation: string | null, nextStep: string | null } };

export type MakePlanMutationVariables = Exact<{
  input: PlanInput;
}>;


export type MakePlanMutation = { plan: { id: string, isApplicable: boolean, calls: number, monthlyEurBefore: number, monthlyEurAfter: number, warnings: Array<string>, changes: Array<{ action: PlanAction, urn: string, reason: string, faults: Array<{ pointer: string, message: string }> }> } };

export type ApplyPlanMutationVariables = Exact<{
  id: string | number;
  key: string;
}>;


export type ApplyPlanMutation = { applyPlan: { id: string } };

export type ProvisionNodeMutationVariables = Exact<{
  input: NodeInput;
}>;


export type ProvisionNodeMutation = { provisionNode: { id: string } };

export type DeleteNodeMutationVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  name: string;
  key: string;
}>;


export type DeleteNodeMutation = { deleteNode: { id: string } };

export type FollowQueryVariables = Exact<{
  id: string | number;
}>;


export type FollowQuery = { operation: { target: string, state: OperationState, progress: number, errorClass: string | null, errorMessage: string | null, remedy: string | null } | null };

export type ExplainQueryVariables = Exact<{
  tenant: string;
  region: string;
  workspace: string;
  instance: string;
}>;


export type ExplainQuery = { explainEgress: { isOpen: boolean, hops: Array<{ name: string, state: HopState }>, obstacle: { name: string, fix: string | null } | null } | null };

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
export const HealthFragmentDoc = new TypedDocumentString(`
    fragment Health on ProviderConnection {
  id
  status
  statusCode
  remediation
  nextStep
}
    `, {"fragmentName":"Health"}) as unknown as TypedDocumentString<HealthFragment, unknown>;
export const TenantsDocument = new TypedDocumentString(`
    query Tenants {
  tenants {
    name
    defaultConnectionId
  }
  providerConnections {
    id
    name
    tenant
  }
}
    `) as unknown as TypedDocumentString<TenantsQuery, TenantsQueryVariables>;
export const CreateTenantDocument = new TypedDocumentString(`
    mutation CreateTenant($name: String!) {
  createTenant(name: $name) {
    name
  }
}
    `) as unknown as TypedDocumentString<CreateTenantMutation, CreateTenantMutationVariables>;
export const BindDocument = new TypedDocumentString(`
    mutation Bind($tenant: String!, $name: String!, $token: String!) {
  bindProviderConnection(tenant: $tenant, name: $name, token: $token, mode: live) {
    ...Health
  }
}
    fragment Health on ProviderConnection {
  id
  status
  statusCode
  remediation
  nextStep
}`) as unknown as TypedDocumentString<BindMutation, BindMutationVariables>;
export const RotateDocument = new TypedDocumentString(`
    mutation Rotate($id: ID!, $token: String!) {
  rotateProviderToken(id: $id, token: $token) {
    ...Health
  }
}
    fragment Health on ProviderConnection {
  id
  status
  statusCode
  remediation
  nextStep
}`) as unknown as TypedDocumentString<RotateMutation, RotateMutationVariables>;
export const UnbindDocument = new TypedDocumentString(`
    mutation Unbind($id: ID!) {
  unbindProviderConnection(id: $id) {
    ...Health
  }
}
    fragment Health on ProviderConnection {
  id
  status
  statusCode
  remediation
  nextStep
}`) as unknown as TypedDocumentString<UnbindMutation, UnbindMutationVariables>;
export const ConnectionDocument = new TypedDocumentString(`
    query Connection($id: ID!) {
  providerConnection(id: $id) {
    ...Health
  }
}
    fragment Health on ProviderConnection {
  id
  status
  statusCode
  remediation
  nextStep
}`) as unknown as TypedDocumentString<ConnectionQuery, ConnectionQueryVariables>;
export const MakePlanDocument = new TypedDocumentString(`
    mutation MakePlan($input: PlanInput!) {
  plan(input: $input) {
    id
    isApplicable
    calls
    monthlyEurBefore
    monthlyEurAfter
    warnings
    changes {
      action
      urn
      reason
      faults {
        pointer
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MakePlanMutation, MakePlanMutationVariables>;
export const ApplyPlanDocument = new TypedDocumentString(`
    mutation ApplyPlan($id: ID!, $key: String!) {
  applyPlan(id: $id, idempotencyKey: $key) {
    id
  }
}
    `) as unknown as TypedDocumentString<ApplyPlanMutation, ApplyPlanMutationVariables>;
export const ProvisionNodeDocument = new TypedDocumentString(`
    mutation ProvisionNode($input: NodeInput!) {
  provisionNode(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<ProvisionNodeMutation, ProvisionNodeMutationVariables>;
export const DeleteNodeDocument = new TypedDocumentString(`
    mutation DeleteNode($tenant: String!, $region: String!, $workspace: String!, $name: String!, $key: String!) {
  deleteNode(
    tenant: $tenant
    region: $region
    workspace: $workspace
    name: $name
    idempotencyKey: $key
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteNodeMutation, DeleteNodeMutationVariables>;
export const FollowDocument = new TypedDocumentString(`
    query Follow($id: ID!) {
  operation(id: $id) {
    target
    state
    progress
    errorClass
    errorMessage
    remedy
  }
}
    `) as unknown as TypedDocumentString<FollowQuery, FollowQueryVariables>;
export const ExplainDocument = new TypedDocumentString(`
    query Explain($tenant: String!, $region: String!, $workspace: String!, $instance: String!) {
  explainEgress(
    tenant: $tenant
    region: $region
    workspace: $workspace
    instance: $instance
  ) {
    isOpen
    hops {
      name
      state
    }
    obstacle {
      name
      fix
    }
  }
}
    `) as unknown as TypedDocumentString<ExplainQuery, ExplainQueryVariables>;