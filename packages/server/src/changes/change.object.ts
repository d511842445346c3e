import { Field, ID, ObjectType } from 'type-graphql';
import type { ToldChange } from '@seca-hetzner/domain';

@ObjectType({ description: 'Something has changed; whoever cares reads it again.' })
export class Change {
  @Field({
    description:
      'The kind of resource, or `connection`, `run`, `operation`, `gateway-agent` or `provider-object`.',
  })
  kind!: string;

  @Field(() => ID)
  uid!: string;

  @Field(() => ID, {
    description:
      'The resource or connection that it is about: of a run its unit, of an agent its network, of an object at the provider its resource; else `uid` itself.',
  })
  about!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null for what belongs to no tenant that is known any more.',
  })
  tenant!: string | null;

  @Field(() => String, { nullable: true })
  workspace!: string | null;

  @Field(() => String, { nullable: true, description: 'The network that a subnet or route table lies in.' })
  network!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the resource or connection that it is about.' })
  name!: string | null;

  @Field({ description: 'It does not exist any more.' })
  isGone!: boolean;

  @Field({
    description:
      'What to give as `after` to hear everything that came later. Kept for an hour; right after it something may be told twice.',
  })
  cursor!: string;
}

export function changeFromDomain(change: ToldChange): Change {
  const { tenant, workspace, network, name } = change;
  return Object.assign(new Change(), {
    ...change,
    tenant: tenant ?? null,
    workspace: workspace || null,
    network: network || null,
    name: name || null,
  });
}
