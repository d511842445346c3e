import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import { egressCodes, type Hop as DomainHop } from '@seca-hetzner/provider-hetzner/rules';

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
    ok: { description: 'Seen.' },
    assumed: { description: 'Everything speaks for it; nobody has reported it.' },
    waiting: { description: 'On its way.' },
    broken: { description: 'It stands in the way.' },
    unknown: { description: 'Nobody has looked, or could.' },
  },
});

@ObjectType({ description: 'One hop of the way from an instance to the internet.' })
export class Hop {
  @Field({
    description:
      '`instance`, `guest-bootstrap`, `nic`, `subnet`, `route-table`, `route`, `nat-vm`, `gateway-configuration`, `forwarding` or `public-ip`.',
  })
  name!: string;

  @Field(() => HopState)
  state!: HopState;

  @Field({ description: 'What is known, as a sentence.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not `ok`, from a closed list, such as `NO_ROUTE_TABLE`; null when it is.',
  })
  code!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What to do about it, as a sentence; null when it is `ok`.',
  })
  fix!: string | null;

  @Field({ description: 'How it was learnt: `read`, `action <id>`, `heartbeat`, `counters`, or `declared`.' })
  evidence!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was learnt.' })
  observedAt!: Date | null;
}

export function hopFromDomain({ name, state, message, code, evidence, observedAt }: DomainHop): Hop {
  return Object.assign(new Hop(), {
    name,
    state: HopState[state],
    message,
    code: code ?? null,
    fix: code ? egressCodes[code].fix : null,
    evidence,
    observedAt: observedAt ?? null,
  });
}
