export type { EntityManager } from 'typeorm';
export type { CommandAnswer } from './agent/agent-command.js';
export { askAgent, finishCommand } from './agent/agent-command.repository.js';
export { findAuthorityExpiry } from './agent/authority-expiry.js';
export { agentTrust, issueServerCertificate } from './agent/agent-trust.js';
export { drainAgent, resumeAgent } from './agent/drain-agent.js';
export { endTurnRequest, TURN_LIFETIME_MS } from './agent/fail-over.js';
export {
  natVmRoles,
  natVmSlots,
  type GatewayAgent,
  type GatewayInNetwork,
  type NatVmSlot,
} from './agent/gateway-agent.js';
export {
  findAgentByFingerprint,
  findAgents,
  findAgentsOf,
  issueAgent,
  revokeAgents,
  type KnownAgent,
} from './agent/gateway-agent.repository.js';
export type { GatewayPlace } from './agent/gateway-place.js';
export { refusalReasons, type Heartbeat } from './agent/heartbeat.js';
export { findInstructions, type Instructions } from './agent/instructions.js';
export { publishConfiguration } from './agent/publish-configuration.js';
export { recordHeartbeat, type HeartbeatEffect } from './agent/record-heartbeat.js';
export { registerAgent } from './agent/register-agent.js';
export { rotateSigningKey, tendSigningKeys } from './agent/rotate-signing-key.js';
export { SILENCE_MS, areOtherAgentsHeard, markSilentAgents } from './agent/silence.js';
export {
  exportAuditEvents,
  findEventsOfResources,
  listAuditEvents,
  requireAuditExport,
  type AuditEvent,
  type AuditFilter,
  type ResourceEvents,
} from './audit/list-events.js';
export { removeOldEvents, sealEvents } from './audit/seal-events.js';
export { recordWorkerAct } from './audit/worker-act.js';
export { verifyChain } from './audit/verify-chain.js';
export { findApiToken, storeApiToken } from './authorization/api-token.repository.js';
export {
  MAX_TOKEN_DAYS,
  createApiToken,
  listApiTokens,
  revokeApiToken,
  type ApiToken,
} from './authorization/api-tokens.js';
export {
  exchangeBootstrapToken,
  findBootstrapToken,
  isBootstrapToken,
  issueFirstBootstrapToken,
  reissueBootstrapToken,
} from './authorization/bootstrap-token.js';
export type { OperatorCaller, SecaCaller } from './authorization/caller.js';
export { findLivingCredentials } from './authorization/living-credentials.js';
export type { Operator } from './authorization/operator.js';
export {
  beginSession,
  endSession,
  endSessionsOf,
  findSession,
  listSessions,
  type OperatorSession,
  type Person,
  type SessionLimits,
} from './authorization/operator-sessions.js';
export { keepSignIn, takeSignIn } from './authorization/sign-in.repository.js';
export {
  isAtLeast,
  mayEnter,
  operatorRoles,
  requireTenant,
  type OperatorRole,
} from './authorization/operator-role.js';
export { withoutSecrets } from './audit/audit.repository.js';
export { ensureTenantAdmin } from './authorization/ensure-tenant-admin.js';
export { changeKinds, type Change, type ChangeKind, type ToldChange } from './changes/change.js';
export { createChangeFeed, type ChangeFeed } from './changes/change-feed.js';
export type { InstanceSpec, PowerState } from './compute/instance.js';
export { findHeldVolumes, releaseVolume } from './compute/held-volumes.js';
export { START_ON_CREATE, dataVolumeFields, nicFields, wasEverStarted } from './compute/instance.js';
export { changePower, setRestartPhase, type PowerAction } from './compute/power.js';
export type { Domain } from './domain.js';
export {
  ConflictError,
  DomainError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  UnauthenticatedError,
  type DomainErrorCode,
  type Fault,
} from './errors.js';
export { namesAll } from './network/address-set.js';
export { cidrSchema, ipv4Range, ipv4Text, isWithin, overlaps, type Ipv4Range } from './network/cidr.js';
export {
  claimAnyAddress,
  findAddresses,
  releaseAddressesIn,
  type AddressClaim,
} from './network/network-address.repository.js';
export { findPublicIpsAttachedTo } from './network/public-ip.repository.js';
export { forgetMacAddress } from './network/nic.repository.js';
export { canonicalCidr, cidrFamily } from './network/cidr.js';
export { missingPublicIps, publicIpsOf } from './network/nic-public-ips.js';
export { securityGroupFields } from './network/nic.js';
export { sourceFields, type SecurityGroupRuleSpec } from './network/security-group-rule.js';
export type { SecurityGroupRuleState } from './network/security-group.js';
export type { RouteStatus } from './network/route-table.js';
export type { UnitType } from './jobs/units.js';
export { waitUntilSettled } from './jobs/settled.js';
export { operatePower, reconcileNow } from './operation/actions.js';
export {
  failOverGateway,
  operateDraining,
  replaceGateway,
  type GatewayVms,
} from './operation/gateway-actions.js';
export { advanceOperations, cancelOperation } from './operation/advance-operations.js';
export { deleteNode, provisionNode, type NodeRequest } from './operation/node.js';
export { operationErrors } from './operation/operation-errors.js';
export type { Operation, OperationStep } from './operation/operation.js';
export {
  findOperation,
  getOperation,
  listOperations,
  removeOldOperations,
} from './operation/operation.repository.js';
export { openDomain, openManagement } from './open-domain.js';
export { createDataSource } from './persistence/data-source.js';
export { migrate } from './persistence/migrate.js';
export {
  databaseTroubleOf,
  levelOfTrouble,
  troubleSentences,
  type DatabaseTrouble,
} from './persistence/database-trouble.js';
export { inTransaction, type Transaction } from './persistence/transaction.js';
export {
  forgetOrphan,
  listOrphans,
  recordOrphanFault,
  recordOrphans,
  type Orphan,
} from './provider/orphan.repository.js';
export { spendSmoke } from './provider/smoke-terms.js';
export { removeOrphans } from './provider/remove-orphans.js';
export { abandonConnection, type LeftBehind } from './provider/abandon-connection.js';
export { applyPlan, findPlan } from './plan/apply-plan.js';
export { makePlan } from './plan/make-plan.js';
export type { Plan, PlannedChange } from './plan/plan.js';
export { bindConnection } from './provider/bind-connection.js';
export { checkConnection, rotateToken, setConnectionMode } from './provider/change-connection.js';
export {
  findReachedLimits,
  findWorkspacesOfConnection,
  type ConnectedWorkspace,
} from './provider/connection-uses.js';
export {
  ensureBinding,
  findBindingsOfUnits,
  findConnectionBindings,
  findObjectBindings,
  findResourceBinding,
  findResourceBindings,
  findUnitBindings,
  findUnitsAwaitingDetach,
  forgetObject,
  moveBinding,
  recordDrift,
  recordIdle,
  recordSettled,
  recordSighting,
  removeBinding,
  type Binding,
  type BindingKey,
  type Sighting,
} from './provider/provider-binding.repository.js';
export type { Drift } from './provider/provider-binding.entity.js';
export type { ProviderConnection } from './provider/provider-connection.js';
export type { ConnectionMode, ForeignObjects, TokenAccess } from './provider/provider-connection.entity.js';
export {
  findConnection,
  getConnection,
  listConnections,
  readToken,
  recordCheck,
  recordConnectionProgress,
  suspectConnectionOf,
  type ConnectionDoubt,
  unitsOfBindings,
  type ConnectionCheck,
  type ConnectionProgress,
} from './provider/provider-connection.repository.js';
export { providerErrorsPage } from './provider/provider-errors-page.js';
export { awaitCheck, awaitUnbinding, type Revised } from './provider/revise-connection.js';
export { finishUnbinding, unbindConnection } from './provider/unbind-connection.js';
export { describeUnit } from './provider/describe-unit.js';
export { providerErrors, type ProviderErrorCode } from './provider/provider-errors.js';
export type {
  Draft,
  NicSituation,
  ProviderRules,
  VolumeSituation,
  WriteSituation,
} from './provider/provider-rules.js';
export { correctBudget, isEatenByOthers, readBudget, takeCalls } from './provider/rate-budget.repository.js';
export type { RunOutcome, RunStep } from './provider/reconcile-run.entity.js';
export {
  findLastRuns,
  findRunsOfUnits,
  recordRun,
  type ReconcileRun,
} from './provider/reconcile-run.repository.js';
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
export {
  findSshKeys,
  findUnitsAwaitingSshKeys,
  findWantedSshKeys,
  forgetSshKey,
  recordSshKey,
  type SshKey,
} from './provider/ssh-key.repository.js';
export { rotateTokenKey } from './provider/rotate-token-key.js';
export { createTokenCipher, type TokenCipher } from './provider/token-cipher.js';
export type {
  CatalogueItem,
  InstanceSkuSpec,
  NetworkSkuSpec,
  SkuItem,
  StorageSkuSpec,
} from './region/catalogue.js';
export {
  findCatalogueItem,
  getRegion,
  listCatalogueItems,
  listRegions,
  replaceCatalogue,
  type Offer,
} from './region/catalogue.repository.js';
export {
  findContentsOf,
  findInstancesOf,
  findReferrersOf,
  findResourcesByIdentity,
  findResourcesByUid,
  findTargetsOf,
} from './resource/batch-reads.js';
export type { Condition, Explanation } from './resource/conditions.js';
export { appendState, explainState } from './resource/conditions.js';
export { wakeUnits } from './resource/place-resource.js';
export { documentOf } from './resource/shown-document.js';
export { countFound, findResources, type ResourceFilter } from './resource/find-resources.js';
export { findAttention, type AttentionItem } from './resource/attention.js';
export { searchResources } from './resource/search.js';
export { findNodes } from './provider/find-nodes.js';
export { findRun, findRuns } from './provider/find-runs.js';
export { countStates, type StateCount } from './workspace/state-counts.js';
export { findByUrn } from './resource/find-by-urn.js';
export { documentSchema, putRequestFromDocument } from './resource/document.js';
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
export { specSchemaOf } from './resource/kind-registry.js';
export { kinds, skuKinds, type Kind, type SkuKind } from './resource/kinds.js';
export { parseLabelSelector } from './resource/label-selector.js';
export { mapBounds } from './resource/maps.rules.js';
export { nameBounds } from './resource/names.rules.js';
export { referenceSchema } from './resource/references.js';
export { authorizePut, putResource, type PutRequest } from './resource/put-resource.js';
export { countResources, getResource, listResources, type DeletedFilter } from './resource/read-resources.js';
export {
  findChildren,
  findInScope,
  findReferrers,
  findResource,
  findResourceByUid,
  findTargets,
  listOfKind,
} from './resource/resource.repository.js';
export type { Resource, StatusOf } from './resource/resource.js';
export type { Compatibility } from './settings.js';
export { UNPLACED } from './storage/block-storage.js';
export { findVolumeUses } from './storage/volume-use.js';
export type { TenantSpend } from './spend/priced-item.js';
export { readSpends } from './spend/spend.repository.js';
export { resumeTenant, setDefaultConnection, setSpendLimit, suspendTenant } from './tenant/change-tenant.js';
export { createTenant, ensureTenant } from './tenant/create-tenant.js';
export type { Tenant } from './tenant/tenant.js';
export { getTenant, listTenants } from './tenant/tenant.repository.js';
export { ensureInstallation, getInstallation, type Installation } from './tenant/installation.repository.js';
export { recognizeDatabase, renewEpoch } from './tenant/epoch.js';
export {
  defaultWorkspaceSettings,
  driftHealings,
  switches,
  type OwnWorkspaceSettings,
  type WorkspaceSettings,
} from './workspace/workspace-settings.js';
export { getWorkspaceSettings } from './workspace/workspace-settings.repository.js';
export { getOwnWorkspaceSettings, setWorkspaceSettings } from './workspace/own-workspace-settings.js';
export { adoptDefaultConnection, wakeInstancesWithoutNics } from './workspace/workspace.repository.js';
