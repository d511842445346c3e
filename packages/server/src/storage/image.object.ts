import { Field, Int, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'A copy of a block storage, from which others are made.' })
export class Image extends Resource {
  @Field({ description: '`amd64` or `arm64`.' })
  cpuArchitecture!: string;

  @Field(() => Int, { nullable: true, description: 'The size of the copy; absent while there is none.' })
  sizeMb!: number | null;
}

export function imageFromDomain(image: DomainResource<'image'>): Image {
  return Object.assign(new Image(), {
    ...resourceFields(image),
    cpuArchitecture: image.spec.cpuArchitecture,
    sizeMb: image.status.sizeMB ?? null,
  });
}
