import { Field, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'A public address.' })
export class PublicIp extends Resource {
  @Field({ description: '`IPv4` or `IPv6`.' })
  version!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The address that it really is; absent until there is one.',
  })
  address!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The instance whose machine has the address now, as a reference.',
  })
  attachedTo!: string | null;
}

export function publicIpFromDomain(publicIp: DomainResource<'public-ip'>): PublicIp {
  const { spec, status } = publicIp;
  return Object.assign(new PublicIp(), {
    ...resourceFields(publicIp),
    version: spec.version,
    address: status.ipAddress ?? null,
    attachedTo: status.attachedTo?.resource ?? null,
  });
}
