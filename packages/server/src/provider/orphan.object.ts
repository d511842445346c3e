import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Orphan as DomainOrphan } from '@seca-hetzner/domain';

@ObjectType({ description: 'An object in a project that carries our label and that nobody here knows.' })
export class Orphan {
  @Field({ description: 'As the provider calls it, such as `server`.' })
  objectType!: string;

  @Field(() => ID, { description: "The provider's id." })
  objectId!: string;

  @Field({ description: 'Its name at the provider.' })
  name!: string;

  @Field({ description: 'What it was made for, such as `nat-vm`; empty if its labels do not say.' })
  role!: string;

  @Field(() => GraphQLISODateTime, { description: 'Since when it is known to be one.' })
  seenSince!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When its removal was asked for; null: it stays.',
  })
  removalAskedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the last try to remove it failed.' })
  fault!: string | null;
}

export function orphanFromDomain(orphan: DomainOrphan): Orphan {
  const { objectType, objectId, name, role, seenSince, removalAskedAt, fault } = orphan;
  const fields = { objectType, objectId, name, role, seenSince, removalAskedAt, fault };
  return Object.assign(new Orphan(), fields);
}
