import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema, type AuthCheckerFn } from 'type-graphql';
import { ApiTokenResolver } from './access/api-token.resolver.js';
import { mutationPermissions } from './access/mutation-permissions.js';
import { OperatorSessionResolver } from './access/operator-session.resolver.js';
import { AuditResolver, ResourceAuditResolver } from './audit/audit.resolver.js';
import { ChangesResolver } from './changes/changes.resolver.js';
import type { AdminContext } from './context.js';
import { InstanceResolver } from './compute/instance.resolver.js';
import { CompatibilityResolver } from './installation/compatibility.resolver.js';
import { InstallationResolver } from './installation/installation.resolver.js';
import { GatewayAgentResolver } from './network/gateway-agent.resolver.js';
import { InternetGatewayResolver } from './network/internet-gateway.resolver.js';
import { NetworkResolver } from './network/network.resolver.js';
import { ConnectionCommandsResolver } from './provider/connection-commands.resolver.js';
import { AttentionResolver } from './overview/attention.resolver.js';
import { NodesResolver } from './overview/nodes.resolver.js';
import { RunsResolver } from './overview/runs.resolver.js';
import { SearchResolver } from './overview/search.resolver.js';
import { WorkspaceResolver } from './workspace/workspace.resolver.js';
import { ResourceDetailsResolver } from './resource/resource-details.resolver.js';
import { ResourcesResolver } from './resource/resources.resolver.js';
import { checkRole, type Permission } from './permission.js';
import { ActionResolver } from './operation/action.resolver.js';
import { NodeResolver } from './operation/node.resolver.js';
import { OperationResolver } from './operation/operation.resolver.js';
import { PlanResolver } from './plan/plan.resolver.js';
import { ProviderConnectionResolver } from './provider/provider-connection.resolver.js';
import { TenantResolver } from './tenant/tenant.resolver.js';
import { WorkspaceSettingsResolver } from './workspace/workspace-settings.resolver.js';

/** The admin API. Rejects when a mutation does not say who may use it. */
export async function createSchema(
  authChecker: AuthCheckerFn<AdminContext, Permission> = checkRole,
): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    // Demanded wherever there are subscriptions; ours read the feed of changes instead.
    pubSub: createPubSub(),
    resolvers: [
      NetworkResolver,
      GatewayAgentResolver,
      InternetGatewayResolver,
      InstanceResolver,
      ProviderConnectionResolver,
      InstallationResolver,
      CompatibilityResolver,
      ChangesResolver,
      ConnectionCommandsResolver,
      TenantResolver,
      AuditResolver,
      ResourceAuditResolver,
      ResourceDetailsResolver,
      ResourcesResolver,
      WorkspaceResolver,
      AttentionResolver,
      NodesResolver,
      RunsResolver,
      SearchResolver,
      ApiTokenResolver,
      OperatorSessionResolver,
      WorkspaceSettingsResolver,
      OperationResolver,
      NodeResolver,
      ActionResolver,
      PlanResolver,
    ],
    authChecker,
    validate: false,
  });
  mutationPermissions(schema);
  return schema;
}

/** The text of `schema.graphql`, which is committed so that a change of the API shows in review. */
export async function printedSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
}
