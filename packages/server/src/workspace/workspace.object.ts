import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { ResourceState } from '../resource/condition.object.js';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'What holds the resources of a project.' })
export class Workspace extends Resource {
  @Field(() => ID, {
    nullable: true,
    description: 'The connection whose project holds its objects; fixed once set.',
  })
  connectionId!: string | null;
}

@ObjectType({ description: 'How many resources of a kind are in a state.' })
export class StateCount {
  @Field({ description: 'As `Resource.kind`.' })
  kind!: string;

  @Field(() => ResourceState)
  state!: ResourceState;

  @Field(() => Int)
  count!: number;
}

export function workspaceFromDomain(workspace: DomainResource<'workspace'>): Workspace {
  return Object.assign(new Workspace(), {
    ...resourceFields(workspace),
    connectionId: workspace.connectionId ?? null,
  });
}
