import { Arg, Ctx, FieldResolver, Float, ID, Query, Resolver, Root } from 'type-graphql';
import {
  findReachedLimits,
  findWorkspacesOfConnection,
  getConnection,
  listConnections,
  listOrphans,
  readBudget,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Orphan, orphanFromDomain } from './orphan.object.js';
import {
  ConnectionWorkspace,
  ProviderConnection,
  RateBudget,
  connectionFromDomain,
  workspaceFromDomain,
} from './provider-connection.object.js';

@Resolver(() => ProviderConnection)
export class ProviderConnectionResolver {
  @Query(() => [ProviderConnection], { description: 'Every bound project, and whether it can be used.' })
  async providerConnections(@Ctx() { domain, caller }: AdminContext): Promise<ProviderConnection[]> {
    return (await listConnections(domain.dataSource.manager, caller.tenant)).map(connectionFromDomain);
  }

  @Query(() => ProviderConnection, { description: 'One bound project.' })
  async providerConnection(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<ProviderConnection> {
    return connectionFromDomain(await getConnection(domain.dataSource.manager, caller, id));
  }

  @FieldResolver(() => [ConnectionWorkspace], { description: 'The workspaces whose objects live in it.' })
  async workspaces(
    @Root() { id }: ProviderConnection,
    @Ctx() { domain }: AdminContext,
  ): Promise<ConnectionWorkspace[]> {
    return (await findWorkspacesOfConnection(domain.dataSource.manager, id)).map(workspaceFromDomain);
  }

  @FieldResolver(() => Float, {
    description: 'What everything in its workspaces costs per month now, as `Tenant.costPerMonthEur`.',
  })
  async costPerMonthEur(
    @Root() { id, tenant }: ProviderConnection,
    @Ctx() { loaders }: AdminContext,
  ): Promise<number> {
    return (await loaders.spends.load(tenant))?.monthlyEurByConnection.get(id) ?? 0;
  }

  @FieldResolver(() => [String], {
    description: 'What the provider said of limits that are reached; it has no other way to tell them.',
  })
  reachedLimits(@Root() { id }: ProviderConnection, @Ctx() { domain }: AdminContext): Promise<string[]> {
    return findReachedLimits(domain.dataSource.manager, id);
  }

  @FieldResolver(() => [Orphan], {
    description:
      'What carries our label in it and is known to nobody, looked for once an hour and at a check.',
  })
  async orphans(@Root() { id }: ProviderConnection, @Ctx() { domain }: AdminContext): Promise<Orphan[]> {
    return (await listOrphans(domain.dataSource.manager, id)).map(orphanFromDomain);
  }

  @FieldResolver(() => RateBudget, { nullable: true, description: 'Null before the first call.' })
  async rateBudget(
    @Root() { id }: ProviderConnection,
    @Ctx() { domain }: AdminContext,
  ): Promise<RateBudget | null> {
    const budget = await readBudget(domain.dataSource, id);
    if (!budget) return null;
    const { remaining, hourlyLimit, usedByOthers } = budget;
    return Object.assign(new RateBudget(), {
      hourlyLimit,
      remaining: Math.max(0, Math.floor(remaining)),
      usedByOthers: Math.round(usedByOthers),
    });
  }
}
