import { Field, Float, GraphQLISODateTime, InputType, ObjectType } from 'type-graphql';
import type { ProviderConnection } from '@seca-hetzner/domain';

@InputType({ description: 'What a trial may cost, and until when.' })
export class SmokeTermsInput {
  @Field(() => Float, {
    description:
      'Euros, net. What is made counts as if it lived until the expiry, and is refused beyond the cap.',
  })
  capEur!: number;

  @Field(() => GraphQLISODateTime, {
    description: 'Within the next 24 hours. From then on nothing is made; what is there can be deleted.',
  })
  expiresAt!: Date;
}

@ObjectType({ description: 'The terms of a trial, and what is used up of them.' })
export class Smoke {
  @Field(() => Float, { description: 'What it may cost: euros, net.' })
  capEur!: number;

  @Field(() => Float, { description: 'What everything made will have cost by the expiry: euros, net.' })
  spentEur!: number;

  @Field(() => GraphQLISODateTime, { description: 'From when on nothing is made.' })
  expiresAt!: Date;
}

export function smokeFromDomain(smoke: NonNullable<ProviderConnection['smoke']>): Smoke {
  const { capEur, spentEur, expiresAt } = smoke;
  return Object.assign(new Smoke(), { capEur, spentEur, expiresAt });
}
