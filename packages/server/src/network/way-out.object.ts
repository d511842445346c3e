import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import type { Hop as DomainHop } from '@seca-hetzner/provider-hetzner/rules';

export enum HopState {
  ok = 'ok',
  assumed = 'assumed',
  waiting = 'waiting',
  broken = 'broken',
  unknown = 'unknown',
}

registerEnumType(HopState, {
  name: 'HopState',
  description: 'What is known of a hop.',
  valuesConfig: {
    ok: { description: 'Seen at the provider.' },
    assumed: { description: 'Everything speaks for it; nobody has reported it.' },
    waiting: { description: 'On its way.' },
    broken: { description: 'It will not come about by itself.' },
    unknown: { description: 'Nobody has looked yet.' },
  },
});

@ObjectType({ description: 'One hop of the way from an instance to the internet.' })
export class Hop {
  @Field({
    description:
      '`instance`, `guest-bootstrap`, `nic`, `subnet`, `route-table`, `route`, `nat-vm`, `forwarding` or `public-ip`.',
  })
  name!: string;

  @Field(() => HopState)
  state!: HopState;

  @Field({ description: 'What is known, as a sentence.' })
  message!: string;

  @Field({ description: 'How it was learnt: `read`, `action <id>`, or `declared`.' })
  evidence!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was learnt.' })
  observedAt!: Date | null;
}

export function hopFromDomain({ name, state, message, evidence, observedAt }: DomainHop): Hop {
  return Object.assign(new Hop(), {
    name,
    state: HopState[state],
    message,
    evidence,
    observedAt: observedAt ?? null,
  });
}
