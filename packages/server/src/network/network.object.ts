import { Field, ObjectType } from 'type-graphql';
import type { Binding, Resource as DomainResource } from '@seca-hetzner/domain';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'A private network.' })
export class Network extends Resource {
  @Field(() => String, { nullable: true, description: 'The IPv4 range in force.' })
  cidr!: string | null;

  @Field(() => ProviderObject, { nullable: true, description: 'The network at the provider.' })
  providerObject!: ProviderObject | null;

  /** The rows behind it, for the fields that are read on demand; not part of the schema. */
  declare row: DomainResource<'network'>;
  bindings!: readonly Binding[];
}

export function networkFromDomain(network: DomainResource<'network'>, bindings: readonly Binding[]): Network {
  const own = bindings.find((binding) => binding.role === 'network');
  return Object.assign(new Network(), {
    ...resourceFields(network),
    cidr: network.status.cidr.ipv4 ?? null,
    providerObject: own ? providerObjectFromBinding(own) : null,
    row: network,
    bindings,
  });
}
