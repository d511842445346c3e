import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';
import { ResourceState } from '../resource/condition.object.js';

@ObjectType({ description: 'A route: wanted, and whether it is in force.' })
export class Route {
  @Field({ description: 'IPv4 or IPv6 CIDR block.' })
  destination!: string;

  @Field({ description: 'The target, as it was named.' })
  target!: string;

  @Field(() => ResourceState, { description: '`active` when the provider has it now.' })
  state!: ResourceState;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when it is in this state.' })
  since!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it is in this state, as a stable word.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same for people; of an active one, the next hop.',
  })
  message!: string | null;
}

@ObjectType({ implements: Resource, description: 'Routes that the subnets of a network can use.' })
export class RouteTable extends Resource {
  @Field({ description: 'Name of the network it belongs to.' })
  network!: string;

  @Field(() => [Route])
  routes!: Route[];
}

export function routeTableFromDomain(table: DomainResource<'routing-table'>): RouteTable {
  const routes = table.spec.routes.map(({ destinationCidrBlock, targetRef }, index) => {
    const status = table.status.routes[index];
    const [newest] = status?.conditions ?? [];
    return Object.assign(new Route(), {
      destination: destinationCidrBlock,
      target: targetRef.resource,
      state: ResourceState[status?.state ?? 'pending'],
      since: newest ? new Date(newest.at) : null,
      reason: newest?.reason ?? null,
      message: newest?.message ?? null,
    });
  });
  return Object.assign(new RouteTable(), { ...resourceFields(table), network: table.network, routes });
}
