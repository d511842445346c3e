import { Field, Int, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'A disk: what an instance boots from, or data.' })
export class BlockStorage extends Resource {
  @Field(() => Int, { description: 'The size in force.' })
  sizeGb!: number;

  @Field({ description: 'The SKU, as it was named.' })
  sku!: string;

  @Field(() => String, { nullable: true, description: 'The instance that uses it, as a reference.' })
  attachedTo!: string | null;
}

export function blockStorageFromDomain(volume: DomainResource<'block-storage'>): BlockStorage {
  return Object.assign(new BlockStorage(), {
    ...resourceFields(volume),
    sizeGb: volume.status.sizeGB,
    sku: volume.spec.skuRef.resource,
    attachedTo: volume.status.attachedTo?.resource ?? null,
  });
}
