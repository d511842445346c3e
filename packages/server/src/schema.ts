import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { ChangesResolver } from './changes/changes.resolver.js';
import { InstanceResolver } from './compute/instance.resolver.js';
import { InstallationResolver } from './installation/installation.resolver.js';
import { NetworkResolver } from './network/network.resolver.js';
import { ProviderConnectionResolver } from './provider/provider-connection.resolver.js';

/** The admin API. `schema.graphql` is its printed form, committed so that a change of it shows in review. */
export function createSchema(pubSub: PubSub): Promise<GraphQLSchema> {
  return buildSchema({
    pubSub,
    resolvers: [
      NetworkResolver,
      InstanceResolver,
      ProviderConnectionResolver,
      InstallationResolver,
      ChangesResolver,
    ],
    validate: false,
  });
}
