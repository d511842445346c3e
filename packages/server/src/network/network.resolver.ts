import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  findAgents,
  findInScope,
  findInstancesInNetwork,
  findLastRun,
  findResource,
  findResourceBinding,
  findTargets,
  findUnitBindings,
  listOfKind,
  scopeWithin,
  type Resource,
} from '@seca-hetzner/domain';
import type { NetworkSighting } from '@seca-hetzner/provider-hetzner/rules';
import { Instance, instanceFromDomain } from '../compute/instance.object.js';
import type { AdminContext } from '../context.js';
import { Run, runFromDomain } from '../resource/run.object.js';
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
    @Ctx() { domain }: AdminContext,
  ): Promise<Network[]> {
    const { manager } = domain.dataSource;
    const networks = await listOfKind(manager, 'network', tenant ?? undefined);
    return Promise.all(
      networks.map(async (row) => networkFromDomain(row, await findUnitBindings(manager, row.uid))),
    );
  }

  @Query(() => Network, { nullable: true, description: 'One network; null when there is none of this name.' })
  async network(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('name') name: string,
    @Ctx() { domain }: AdminContext,
  ): Promise<Network | null> {
    const { manager } = domain.dataSource;
    const network = await findResource(manager, {
      tenant,
      region,
      workspace,
      network: '',
      kind: 'network',
      name,
    });
    return network ? networkFromDomain(network, await findUnitBindings(manager, network.uid)) : null;
  }

  @FieldResolver(() => [Subnet])
  async subnets(@Root() { row, bindings }: Network, @Ctx() { domain }: AdminContext): Promise<Subnet[]> {
    const observed = bindings.find(({ role }) => role === 'network')?.observed as
      | NetworkSighting
      | null
      | undefined;
    const subnets = await findInScope(domain.dataSource.manager, 'subnet', scopeWithin(row));
    return subnets.map((subnet) => subnetFromDomain(subnet, observed?.subnets ?? []));
  }

  @FieldResolver(() => [RouteTable])
  async routeTables(@Root() { row }: Network, @Ctx() { domain }: AdminContext): Promise<RouteTable[]> {
    const tables = await findInScope(domain.dataSource.manager, 'routing-table', scopeWithin(row));
    return tables.map(routeTableFromDomain);
  }

  @FieldResolver(() => [InternetGateway], { description: 'The gateways that its route tables lead to.' })
  async internetGateways(
    @Root() { row, bindings }: Network,
    @Ctx() { domain }: AdminContext,
  ): Promise<InternetGateway[]> {
    const { manager } = domain.dataSource;
    const gateways = new Map<string, Resource<'internet-gateway'>>();
    for (const table of await findInScope(manager, 'routing-table', scopeWithin(row))) {
      for (const target of (await findTargets(manager, table.uid)).values()) {
        if (target.kind === 'internet-gateway') gateways.set(target.uid, target);
      }
    }
    const agents = await findAgents(manager, row.uid);
    return [...gateways.values()].map((gateway) => {
      const natVms = natVmsOf(gateway.uid, bindings, agents);
      return internetGatewayFromDomain(gateway, natVms);
    });
  }

  @FieldResolver(() => [Instance], { description: 'The instances that have a NIC in it.' })
  async instances(@Root() { row }: Network, @Ctx() { domain }: AdminContext): Promise<Instance[]> {
    const { manager } = domain.dataSource;
    const instances = await findInstancesInNetwork(manager, row);
    return Promise.all(
      instances.map(async (instance) =>
        instanceFromDomain(instance, await findResourceBinding(manager, instance.uid, 'server')),
      ),
    );
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The last run that did something for it.' })
  async lastRun(@Root() { uid }: Network, @Ctx() { domain }: AdminContext): Promise<Run | null> {
    const run = await findLastRun(domain.dataSource.manager, uid);
    return run ? runFromDomain(run) : null;
  }
}
