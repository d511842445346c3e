import { Field, ID, ObjectType } from 'type-graphql';
import type { LeftBehind as DomainLeftBehind } from '@seca-hetzner/domain';

@ObjectType({ description: 'An object of ours in a project that nobody looks after any more.' })
export class LeftBehind {
  @Field({ description: 'As the provider calls it, such as `server`.' })
  objectType!: string;

  @Field(() => ID, { description: "The provider's id." })
  objectId!: string;

  @Field({ description: 'What it was there for, such as `nat-vm`.' })
  role!: string;
}

export function leftBehindFromDomain({ objectType, objectId, role }: DomainLeftBehind): LeftBehind {
  return Object.assign(new LeftBehind(), { objectType, objectId, role });
}
