import { Field, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'What joins an instance to a subnet.' })
export class Nic extends Resource {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the network that its subnet lies in; absent when there is no such subnet.',
  })
  network!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of its subnet; absent when there is none.' })
  subnet!: string | null;

  @Field(() => [String], { description: 'The addresses it holds; empty while it waits for one.' })
  addresses!: string[];

  @Field({ description: 'Whether the server has it, as last seen.' })
  isAttached!: boolean;
}

export function nicFromDomain(
  nic: DomainResource<'nic'>,
  subnet: DomainResource | undefined,
  server: ServerSighting | undefined,
): Nic {
  const { addresses } = nic.status;
  const isAttached = server?.privateNets.some(({ ip }) => addresses.includes(ip)) ?? false;
  return Object.assign(new Nic(), {
    ...resourceFields(nic),
    network: subnet?.network ?? null,
    subnet: subnet?.name ?? null,
    addresses,
    isAttached,
  });
}
