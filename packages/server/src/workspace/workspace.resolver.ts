import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { findResource, listOfKind, requireTenant } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { ProviderConnection, connectionFromDomain } from '../provider/provider-connection.object.js';
import { StateCount, Workspace, workspaceFromDomain } from './workspace.object.js';

@Resolver(() => Workspace)
export class WorkspaceResolver {
  @Query(() => [Workspace], {
    description: 'Every workspace of a tenant, or of all that the caller may enter.',
  })
  async workspaces(
    @Arg('tenant', () => String, { nullable: true, description: 'Only of this tenant.' }) tenant:
      | string
      | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Workspace[]> {
    if (tenant != null) requireTenant(caller, tenant);
    const rows = await listOfKind(domain.dataSource.manager, 'workspace', tenant ?? caller.tenant);
    return rows.map(workspaceFromDomain);
  }

  @Query(() => Workspace, {
    nullable: true,
    description: 'One workspace; null when there is none of this name.',
  })
  async workspace(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('name') name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Workspace | null> {
    requireTenant(caller, tenant);
    const identity = { tenant, region, workspace: '', network: '', kind: 'workspace', name } as const;
    const row = await findResource(domain.dataSource.manager, identity);
    return row ? workspaceFromDomain(row) : null;
  }

  @FieldResolver(() => [StateCount], { description: 'What is in it, by kind and state.' })
  async counts(@Root() { uid }: Workspace, @Ctx() { loaders }: AdminContext): Promise<StateCount[]> {
    const counts = await loaders.stateCounts.load(uid);
    return counts.map((count) => Object.assign(new StateCount(), count));
  }

  @FieldResolver(() => ProviderConnection, {
    nullable: true,
    description: 'Whose project holds its objects.',
  })
  async connection(
    @Root() { connectionId }: Workspace,
    @Ctx() { loaders }: AdminContext,
  ): Promise<ProviderConnection | null> {
    const connection = connectionId === null ? undefined : await loaders.connections.load(connectionId);
    return connection ? connectionFromDomain(connection) : null;
  }
}
