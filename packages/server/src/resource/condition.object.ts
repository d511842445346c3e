import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import type { Condition as DomainCondition } from '@seca-hetzner/domain';

export enum ResourceState {
  pending = 'pending',
  creating = 'creating',
  active = 'active',
  updating = 'updating',
  deleting = 'deleting',
  error = 'error',
}

registerEnumType(ResourceState, {
  name: 'ResourceState',
  description: 'State of a resource, as SECA defines it.',
  valuesConfig: {
    pending: { description: 'Accepted; nothing has been done yet, or it waits for something else.' },
    creating: { description: 'Being made.' },
    active: { description: 'Reality matches what was declared.' },
    updating: { description: 'A change is being applied; still usable.' },
    deleting: { description: 'Being cleaned up.' },
    error: { description: 'It will not come about until something is changed.' },
  },
});

@ObjectType({ description: 'One transition in the life of a resource.' })
export class Condition {
  @Field(() => ResourceState, { description: 'The state it passed into.' })
  state!: ResourceState;

  @Field(() => GraphQLISODateTime, { description: 'When it did.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'Why, as a stable word.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for people; on the newest entry, what is awaited.',
  })
  message!: string | null;
}

export function conditionFromDomain({ state, at, reason, message }: DomainCondition): Condition {
  return Object.assign(new Condition(), {
    state: ResourceState[state],
    at: new Date(at),
    reason: reason ?? null,
    message: message ?? null,
  });
}
