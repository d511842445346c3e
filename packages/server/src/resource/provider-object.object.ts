import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Binding } from '@seca-hetzner/domain';

@ObjectType({ description: 'An object at the provider, as it was last seen.' })
export class ProviderObject {
  @Field(() => ID, {
    nullable: true,
    description: "The provider's id; absent until the object has been made.",
  })
  id!: string | null;

  @Field({ description: "The provider's word for its type, `server`." })
  type!: string;

  @Field({ description: 'What it is there for, `nat-vm`; also its label at the provider.' })
  role!: string;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What was seen of it.' })
  observed!: object | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was seen.' })
  observedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How that was learnt: `read`, or `action <id>` for a change of ours.',
  })
  evidence!: string | null;

  @Field(() => [String], {
    description: 'What somebody else has changed about it, as sentences; empty while it is as it was left.',
  })
  drift!: string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When that was first seen.' })
  driftSince!: Date | null;
}

export function providerObjectFromBinding(binding: Binding): ProviderObject {
  const { objectId, objectType, role, observed, observedAt, evidence, drift } = binding;
  return Object.assign(new ProviderObject(), {
    id: objectId,
    type: objectType,
    role,
    observed,
    observedAt,
    evidence,
    drift: drift?.found ?? [],
    driftSince: drift ? new Date(drift.since) : null,
  });
}
