import { Field, ObjectType } from 'type-graphql';
import { firstObstacle, type Hop as DomainHop } from '@seca-hetzner/provider-hetzner/rules';
import { Hop, hopFromDomain } from '../network/way-out.object.js';

@ObjectType({ description: 'Whether an instance reaches the internet, and why or why not.' })
export class EgressExplanation {
  @Field({ description: 'No hop is broken or waiting. Hops may still be `assumed`.' })
  isOpen!: boolean;

  @Field(() => Hop, {
    nullable: true,
    description: 'The first hop that is broken or waiting; null when none is.',
  })
  obstacle!: Hop | null;

  @Field(() => [Hop], { description: 'All hops, as a packet takes them.' })
  hops!: Hop[];
}

export function egressFromDomain(hops: readonly DomainHop[]): EgressExplanation {
  const obstacle = firstObstacle(hops);
  return Object.assign(new EgressExplanation(), {
    isOpen: obstacle === undefined,
    obstacle: obstacle ? hopFromDomain(obstacle) : null,
    hops: hops.map(hopFromDomain),
  });
}
