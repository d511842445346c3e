import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { Binding, Resource as DomainResource } from '@seca-hetzner/domain';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'A virtual machine.' })
export class Instance extends Resource {
  @Field()
  zone!: string;

  @Field({ description: 'The SKU, as it was named.' })
  sku!: string;

  @Field({ description: 'The power last asked for, `on` or `off`.' })
  desiredPower!: string;

  @Field({ description: 'The power as it was seen, `on` or `off`.' })
  powerState!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when it is so; absent when it was never started.',
  })
  powerStateSince!: Date | null;

  @Field(() => ProviderObject, { nullable: true, description: 'The server at the provider.' })
  server!: ProviderObject | null;

  /** The row behind it, for the fields that are read on demand; not part of the schema. */
  declare row: DomainResource<'instance'>;
  binding!: Binding | undefined;
}

export function instanceFromDomain(
  instance: DomainResource<'instance'>,
  binding: Binding | undefined,
): Instance {
  const { status, spec, desiredPower } = instance;
  return Object.assign(new Instance(), {
    ...resourceFields(instance),
    zone: spec.zone,
    sku: spec.skuRef.resource,
    desiredPower: desiredPower ?? 'off',
    powerState: status.powerState,
    powerStateSince: status.powerStateSince ? new Date(status.powerStateSince) : null,
    server: binding ? providerObjectFromBinding(binding) : null,
    row: instance,
    binding,
  });
}
