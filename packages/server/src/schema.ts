import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { ChangesResolver } from './changes/changes.resolver.js';
import { InstanceResolver } from './compute/instance.resolver.js';
import { CompatibilityResolver } from './installation/compatibility.resolver.js';
import { InstallationResolver } from './installation/installation.resolver.js';
import { GatewayAgentResolver } from './network/gateway-agent.resolver.js';
import { InternetGatewayResolver } from './network/internet-gateway.resolver.js';
import { NetworkResolver } from './network/network.resolver.js';
import { checkRole } from './permission.js';
import { ProviderConnectionResolver } from './provider/provider-connection.resolver.js';

/** The admin API. */
export function createSchema(pubSub: PubSub): Promise<GraphQLSchema> {
  return buildSchema({
    pubSub,
    resolvers: [
      NetworkResolver,
      GatewayAgentResolver,
      InternetGatewayResolver,
      InstanceResolver,
      ProviderConnectionResolver,
      InstallationResolver,
      CompatibilityResolver,
      ChangesResolver,
    ],
    authChecker: checkRole,
    validate: false,
  });
}

/** The text of `schema.graphql`, which is committed so that a change of the API shows in review. */
export async function printedSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await createSchema(createPubSub())))}\n`;
}
