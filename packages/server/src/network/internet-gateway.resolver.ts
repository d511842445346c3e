import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  findReferrers,
  findResource,
  findUnitBindings,
  networkIdentityOf,
  requireTenant,
  type ResourceIdentity,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { InternetGateway, internetGatewayFromDomain } from './internet-gateway.object.js';
import { Network, networkFromDomain } from './network.object.js';

@Resolver(() => InternetGateway)
export class InternetGatewayResolver {
  @Query(() => InternetGateway, {
    nullable: true,
    description:
      'One internet gateway, with no VM of a certain network; null when there is none of this name.',
  })
  async internetGateway(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('name') name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<InternetGateway | null> {
    requireTenant(caller, tenant);
    const gateway = await findResource(
      domain.dataSource.manager,
      identityOf({ tenant, region, workspace, name }),
    );
    return gateway ? internetGatewayFromDomain(gateway, []) : null;
  }

  @FieldResolver(() => [Network], {
    description: 'The networks whose route tables lead to it; each has its VMs of it among its gateways.',
  })
  async networks(@Root() gateway: InternetGateway, @Ctx() { domain }: AdminContext): Promise<Network[]> {
    const { manager } = domain.dataSource;
    const users = await findReferrers(manager, identityOf(gateway));
    const names = new Set(users.filter(({ kind }) => kind === 'routing-table').map((table) => table.network));
    const networks = await Promise.all(
      [...names]
        .toSorted()
        .map((network) => findResource(manager, networkIdentityOf({ ...identityOf(gateway), network }))),
    );
    return Promise.all(
      networks
        .filter((row) => row !== undefined)
        .map(async (row) => networkFromDomain(row, await findUnitBindings(manager, row.uid))),
    );
  }
}

function identityOf({
  tenant,
  region,
  workspace,
  name,
}: Pick<ResourceIdentity, 'tenant' | 'region' | 'workspace' | 'name'>): ResourceIdentity<'internet-gateway'> {
  return { tenant, region, workspace, name, network: '', kind: 'internet-gateway' };
}
