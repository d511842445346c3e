import { Ctx, Query, Resolver } from 'type-graphql';
import { listConnections } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { ProviderConnection, connectionFromDomain } from './provider-connection.object.js';

@Resolver(() => ProviderConnection)
export class ProviderConnectionResolver {
  @Query(() => [ProviderConnection], { description: 'Every bound project, and whether it can be used.' })
  async providerConnections(@Ctx() { domain }: AdminContext): Promise<ProviderConnection[]> {
    return (await listConnections(domain.dataSource.manager)).map(connectionFromDomain);
  }
}
