import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { findResource, listOfKind, mayEnter, requireTenant, type Resource } from '@seca-hetzner/domain';
import type { NetworkSighting } from '@seca-hetzner/provider-hetzner/rules';
import { Instance } from '../compute/instance.object.js';
import { instanceWithServer } from '../compute/instance.resolver.js';
import type { AdminContext } from '../context.js';
import { Run, runFromDomain } from '../resource/run.object.js';
import type { Loaders } from '../loaders.js';
import { InternetGateway, internetGatewayFromDomain } from './internet-gateway.object.js';
import { natVmsOf } from './nat-vms.js';
import { Network, networkFromDomain } from './network.object.js';
import { RouteTable, routeTableFromDomain } from './route-table.object.js';
import { Subnet, subnetFromDomain } from './subnet.object.js';

@Resolver(() => Network)
export class NetworkResolver {
  @Query(() => [Network], { description: 'Every network of a tenant, or of all tenants.' })
  async networks(
    @Arg('tenant', () => String, { nullable: true }) tenant: string | null,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<Network[]> {
    if (tenant != null) requireTenant(caller, tenant);
    const networks = await listOfKind(domain.dataSource.manager, 'network', tenant ?? caller.tenant);
    return Promise.all(
      networks
        .filter((row) => mayEnter(caller, row.tenant))
        .map(async (row) => networkFromDomain(row, await loaders.unitBindings.load(row.uid))),
    );
  }

  @Query(() => Network, { nullable: true, description: 'One network; null when there is none of this name.' })
  async network(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('name') name: string,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<Network | null> {
    requireTenant(caller, tenant);
    const identity = { tenant, region, workspace, network: '', kind: 'network', name } as const;
    const network = await findResource(domain.dataSource.manager, identity);
    if (!network) return null;
    loaders.byIdentity.prime(identity, network);
    return networkFromDomain(network, await loaders.unitBindings.load(network.uid));
  }

  @FieldResolver(() => [Subnet])
  async subnets(@Root() { row, bindings }: Network, @Ctx() { loaders }: AdminContext): Promise<Subnet[]> {
    const observed = bindings.find(({ role }) => role === 'network')?.observed as
      | NetworkSighting
      | null
      | undefined;
    const subnets = await contentsOf(row, 'subnet', loaders);
    return subnets.map((subnet) => subnetFromDomain(subnet, observed?.subnets ?? []));
  }

  @FieldResolver(() => [RouteTable])
  async routeTables(@Root() { row }: Network, @Ctx() { loaders }: AdminContext): Promise<RouteTable[]> {
    return (await contentsOf(row, 'routing-table', loaders)).map(routeTableFromDomain);
  }

  @FieldResolver(() => [InternetGateway], { description: 'The gateways that its route tables lead to.' })
  async internetGateways(
    @Root() { row, bindings }: Network,
    @Ctx() { loaders }: AdminContext,
  ): Promise<InternetGateway[]> {
    // The subnets with the tables: the ways out of instances ask for theirs a moment later.
    const contents = await loaders.contents.load(row.uid);
    const gateways = new Map<string, Resource<'internet-gateway'>>();
    for (const targets of await Promise.all(contents.map(({ uid }) => loaders.targets.load(uid)))) {
      for (const target of targets.values()) {
        if (target.kind === 'internet-gateway') gateways.set(target.uid, target);
      }
    }
    const agents = await loaders.agents.load(row.uid);
    return [...gateways.values()].map((gateway) => {
      const natVms = natVmsOf(gateway.uid, bindings, agents);
      return internetGatewayFromDomain(gateway, natVms);
    });
  }

  @FieldResolver(() => [Instance], { description: 'The instances that have a NIC in it.' })
  async instances(@Root() { row }: Network, @Ctx() { loaders }: AdminContext): Promise<Instance[]> {
    const instances = (await loaders.instances.load(row.uid)) as Resource<'instance'>[];
    return Promise.all(instances.map((instance) => instanceWithServer(instance, loaders)));
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The last run that did something for it.' })
  async lastRun(@Root() { uid }: Network, @Ctx() { loaders }: AdminContext): Promise<Run | null> {
    const run = await loaders.lastRun.load(uid);
    return run ? runFromDomain(run) : null;
  }
}

async function contentsOf<K extends 'subnet' | 'routing-table'>(
  network: Resource<'network'>,
  kind: K,
  loaders: Loaders,
): Promise<Resource<K>[]> {
  const contents = await loaders.contents.load(network.uid);
  return contents.filter((resource) => resource.kind === kind) as Resource<K>[];
}
