import { Field, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'What may be done; it is given by assignments.' })
export class Role extends Resource {}

@ObjectType({ implements: Resource, description: 'Who has which roles where.' })
export class RoleAssignment extends Resource {
  @Field(() => [String], { description: 'Subjects of tokens.' })
  subjects!: string[];

  @Field(() => [String], { description: 'Names of roles.' })
  roles!: string[];
}

export function roleFromDomain(role: DomainResource<'role'>): Role {
  return Object.assign(new Role(), resourceFields(role));
}

export function roleAssignmentFromDomain(assignment: DomainResource<'role-assignment'>): RoleAssignment {
  const { subs, roles } = assignment.spec;
  return Object.assign(new RoleAssignment(), {
    ...resourceFields(assignment),
    subjects: [...subs],
    roles: [...roles],
  });
}
