import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { AgentAuthorityEntity } from '../agent/agent-authority.entity.js';
import { AgentCommandEntity } from '../agent/agent-command.entity.js';
import { GatewayAgentEntity } from '../agent/gateway-agent.entity.js';
import { GatewayConfigurationEntity } from '../agent/gateway-configuration.entity.js';
import { SigningKeyEntity } from '../agent/signing-key.entity.js';
import { ApiTokenEntity } from '../authorization/api-token.entity.js';
import { BootstrapTokenEntity } from '../authorization/bootstrap-token.entity.js';
import { OperatorSessionEntity } from '../authorization/operator-session.entity.js';
import { RoleGrantEntity, RoleGrantSubjectEntity } from '../authorization/role-grant.entity.js';
import { AuditChainEntity } from '../audit/audit-chain.entity.js';
import { SignInEntity } from '../authorization/sign-in.entity.js';
import { AuditEventEntity } from '../audit/audit-event.entity.js';
import { ChangeEventEntity } from '../changes/change-event.entity.js';
import { LeaseEntity } from '../jobs/lease.entity.js';
import { NetworkAddressEntity } from '../network/network-address.entity.js';
import { SubnetRangeEntity } from '../network/subnet-range.entity.js';
import { OperationEntity } from '../operation/operation.entity.js';
import { PlanEntity } from '../plan/plan.entity.js';
import { ProviderBindingEntity } from '../provider/provider-binding.entity.js';
import { ProviderConnectionEntity } from '../provider/provider-connection.entity.js';
import { OrphanEntity } from '../provider/orphan.entity.js';
import { SshKeyEntity } from '../provider/ssh-key.entity.js';
import { RateBudgetEntity } from '../provider/rate-budget.entity.js';
import { ReconcileRunEntity } from '../provider/reconcile-run.entity.js';
import { CatalogueItemEntity } from '../region/catalogue-item.entity.js';
import { ResourceReferenceEntity } from '../resource/resource-reference.entity.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import { InstallationEntity } from '../tenant/installation.entity.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { WorkspaceSettingsEntity } from '../workspace/workspace-settings.entity.js';
import { migrations } from './migrations/index.js';
import { SturdyClient } from './sturdy-client.js';

export interface DatabaseOptions {
  url: string;
  /** Connections that this process may hold; PostgreSQL allows 100 in all by default. */
  poolSize?: number;
  /** Shown by `pg_stat_activity`. */
  applicationName: string;
}

/** What a read or write may take before PostgreSQL ends it; no statement of ours needs longer. */
const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * What a caller waits for a connection, be it a new one or one that others still use: as long as their statements
 * may take. Many that want the same row queue up here, and shall not be turned away while the queue moves.
 */
const CONNECT_TIMEOUT_MS = STATEMENT_TIMEOUT_MS;

/** The connection to PostgreSQL, not yet opened: call `initialize()`. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { Client: SturdyClient, statement_timeout: STATEMENT_TIMEOUT_MS, keepAlive: true },
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logging: false,
    entities: [
      AgentAuthorityEntity,
      AgentCommandEntity,
      ApiTokenEntity,
      AuditChainEntity,
      AuditEventEntity,
      BootstrapTokenEntity,
      CatalogueItemEntity,
      ChangeEventEntity,
      GatewayAgentEntity,
      GatewayConfigurationEntity,
      InstallationEntity,
      LeaseEntity,
      NetworkAddressEntity,
      OperatorSessionEntity,
      OperationEntity,
      PlanEntity,
      ProviderBindingEntity,
      ProviderConnectionEntity,
      RateBudgetEntity,
      ReconcileRunEntity,
      ResourceEntity,
      ResourceReferenceEntity,
      RoleGrantEntity,
      RoleGrantSubjectEntity,
      SigningKeyEntity,
      SignInEntity,
      OrphanEntity,
      SshKeyEntity,
      SubnetRangeEntity,
      TenantEntity,
      WorkspaceSettingsEntity,
    ],
    migrations: [...migrations],
    migrationsTableName: 'schema_migration',
  });
}
