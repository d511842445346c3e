import { Field, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({
  implements: Resource,
  description: 'A range of a network, with the route table that its NICs use.',
})
export class Subnet extends Resource {
  @Field({ description: 'Name of the network it lies in.' })
  network!: string;

  @Field(() => String, { nullable: true, description: 'The IPv4 range in force.' })
  cidr!: string | null;

  @Field()
  zone!: string;

  @Field(() => String, { nullable: true, description: 'The route table, as it was named.' })
  routeTable!: string | null;

  @Field({ description: 'Whether it is there at the provider, as last seen.' })
  isPresent!: boolean;
}

export function subnetFromDomain(subnet: DomainResource<'subnet'>, presentRanges: readonly string[]): Subnet {
  const cidr = subnet.status.cidr?.ipv4 ?? null;
  return Object.assign(new Subnet(), {
    ...resourceFields(subnet),
    network: subnet.network,
    cidr,
    zone: subnet.spec.zone ?? '',
    routeTable: subnet.spec.routeTableRef.resource || null,
    isPresent: cidr !== null && presentRanges.includes(cidr),
  });
}
