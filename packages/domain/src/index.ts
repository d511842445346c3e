export type { EntityManager } from 'typeorm';
export { findApiToken, storeApiToken } from './authorization/api-token.repository.js';
export { tenantAuthorizer, type AccessRequest, type Authorizer, type Verb } from './authorization/authorizer.js';
export type { Caller, OperatorCaller, SecaCaller } from './authorization/caller.js';
export type { InstanceSpec, InstanceStatus, PowerState } from './compute/instance.js';
export { nicFields, wasEverStarted } from './compute/instance.js';
export { changePower, setRestartPhase, type PowerAction } from './compute/power.js';
export type { Domain } from './domain.js';
export {
  ConflictError,
  DomainError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  PreconditionFailedError,
  UnauthenticatedError,
  ValidationError,
  type DomainErrorCode,
  type Fault,
} from './errors.js';
export {
  addressFamily,
  cidrFamily,
  holdsAddress,
  ipv4Number,
  ipv4Range,
  ipv4Text,
  isWithin,
  overlaps,
  type Cidr,
  type Ipv4Range,
} from './network/cidr.js';
export {
  claimAnyAddress,
  findAddresses,
  releaseAddressesIn,
  type AddressClaim,
} from './network/network-address.repository.js';
export { forgetMacAddress } from './network/nic.repository.js';
export type { RouteStatus } from './network/route-table.js';
export type { Unit, UnitType } from './jobs/units.js';
export type { ConnectionNotice, Notice, ResourceNotice } from './jobs/notices.js';
export { waitUntilSettled } from './jobs/settled.js';
export { createDataSource } from './persistence/data-source.js';
export { migrate } from './persistence/migrate.js';
export { inTransaction, type Transaction } from './persistence/transaction.js';
export { bindConnection, type BindRequest } from './provider/bind-connection.js';
export {
  ensureBinding,
  findConnectionBindings,
  findResourceBinding,
  findUnitBindings,
  findUnitsAwaitingDetach,
  forgetObject,
  moveBinding,
  recordIdle,
  recordSighting,
  removeBinding,
  type Binding,
  type BindingKey,
  type NewBinding,
  type Sighting,
} from './provider/provider-binding.repository.js';
export type { ProviderConnection } from './provider/provider-connection.js';
export type { ConnectionMode, ConnectionStatus } from './provider/provider-connection.entity.js';
export {
  findConnection,
  listConnections,
  readToken,
  recordCheck,
  recordConnectionProgress,
  suspectConnectionOf,
  unitsOfBindings,
  type ConnectionCheck,
  type ConnectionProgress,
} from './provider/provider-connection.repository.js';
export { providerErrors, type ProviderErrorCode } from './provider/provider-errors.js';
export type { Draft, NicSituation, ProviderRules, WriteSituation } from './provider/provider-rules.js';
export { correctBudget, readBudget, takeCalls } from './provider/rate-budget.repository.js';
export type { RunOutcome, RunStep } from './provider/reconcile-run.entity.js';
export { findLastRun, recordRun, type ReconcileRun } from './provider/reconcile-run.repository.js';
export {
  anyReconciler,
  type AnyReconciler,
  type PlannedStep,
  type Provider,
  type ProviderFailure,
  type Reconciler,
  type Run,
  type RunEnding,
  type WaitStep,
} from './provider/reconciler.js';
export { applyReports, type ResourceReport } from './provider/report.js';
export { createTokenCipher, type TokenCipher } from './provider/token-cipher.js';
export type {
  CatalogueItem,
  CatalogueKind,
  InstanceSkuSpec,
  NetworkSkuSpec,
  RegionSpec,
  SkuItem,
  StorageSkuSpec,
} from './region/catalogue.js';
export { PUBLIC_TENANTS } from './region/catalogue.js';
export {
  findCatalogueItem,
  getRegion,
  listCatalogueItems,
  listRegions,
  replaceCatalogue,
  type Offer,
} from './region/catalogue.repository.js';
export type { Condition, Explanation, ResourceState } from './resource/conditions.js';
export { newHistory, appendState, explainState } from './resource/conditions.js';
export { wakeUnits } from './resource/place-resource.js';
export { deleteResource } from './resource/delete-resource.js';
export {
  API_VERSION,
  networkIdentityOf,
  providerOf,
  resourcePathOf,
  scopeWithin,
  urnOf,
  workspaceIdentityOf,
  type ResourceIdentity,
  type Scope,
} from './resource/identity.js';
export { kinds, skuKinds, type Api, type Kind, type SkuKind } from './resource/kinds.js';
export { parseLabelSelector, type SelectorTerm } from './resource/label-selector.js';
export { putResource, type PutRequest, type PutResult } from './resource/put-resource.js';
export { countResources, getResource, listResources, type DeletedFilter, type ListRequest, type Page } from './resource/read-resources.js';
export type { Reference } from './resource/references.js';
export {
  findChildren,
  findInScope,
  findInstancesInNetwork,
  findReferrers,
  findResource,
  findResourceByUid,
  findTargets,
  listOfKind,
} from './resource/resource.repository.js';
export type { Resource, SpecOf, StatusOf, UserMaps } from './resource/resource.js';
export type { Compatibility, DanglingReferences, Settings } from './settings.js';
export { ensureTenant } from './tenant/create-tenant.js';
export { ensureInstallation, getInstallation, type Installation } from './tenant/installation.repository.js';
export { hasTenant } from './tenant/tenant.repository.js';
export { adoptDefaultConnection, wakeInstancesWithoutNics } from './workspace/workspace.repository.js';
