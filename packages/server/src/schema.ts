import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AuditResolver } from './audit/audit.resolver.js';
import { ChangesResolver } from './changes/changes.resolver.js';
import { InstanceResolver } from './compute/instance.resolver.js';
import { CompatibilityResolver } from './installation/compatibility.resolver.js';
import { InstallationResolver } from './installation/installation.resolver.js';
import { GatewayAgentResolver } from './network/gateway-agent.resolver.js';
import { NetworkResolver } from './network/network.resolver.js';
import { checkRole } from './permission.js';
import { ConnectionCommandsResolver } from './provider/connection-commands.resolver.js';
import { AttentionResolver } from './overview/attention.resolver.js';
import { NodesResolver } from './overview/nodes.resolver.js';
import { RunsResolver } from './overview/runs.resolver.js';
import { SearchResolver } from './overview/search.resolver.js';
import { WorkspaceResolver } from './workspace/workspace.resolver.js';
import { ResourceDetailsResolver } from './resource/resource-details.resolver.js';
import { ResourcesResolver } from './resource/resources.resolver.js';
import { ProviderConnectionResolver } from './provider/provider-connection.resolver.js';
import { TenantResolver } from './tenant/tenant.resolver.js';

/** The admin API. */
export function createSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    // Demanded wherever there are subscriptions; ours read the feed of changes instead.
    pubSub: createPubSub(),
    resolvers: [
      NetworkResolver,
      GatewayAgentResolver,
      InstanceResolver,
      ProviderConnectionResolver,
      InstallationResolver,
      CompatibilityResolver,
      ChangesResolver,
      ConnectionCommandsResolver,
      TenantResolver,
      AuditResolver,
      ResourceDetailsResolver,
      ResourcesResolver,
      WorkspaceResolver,
      AttentionResolver,
      NodesResolver,
      RunsResolver,
      SearchResolver,
    ],
    authChecker: checkRole,
    validate: false,
  });
}

/** The text of `schema.graphql`, which is committed so that a change of the API shows in review. */
export async function printedSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
}
