import { Field, ObjectType } from 'type-graphql';
import type { OperatorCaller, OperatorSession as Session } from '@seca-hetzner/domain';
import { Role } from './role.object.js';

@ObjectType({ description: 'A person who has signed in with the OpenID provider and not out again.' })
export class OperatorSession {
  @Field({ description: 'The person in the audit log: `oidc:` and the `sub` of the provider.' })
  subject!: string;

  @Field({ description: 'What the provider calls the person.' })
  name!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => String, { nullable: true, description: 'The one tenant that it opens; null: all of them.' })
  tenant!: string | null;

  @Field()
  createdAt!: Date;

  @Field({ description: 'When it ends if it is not used before.' })
  idleUntil!: Date;

  @Field({ description: 'When it ends in any case.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'Whoever asks.' })
export class Me {
  @Field({ description: 'In the audit log.' })
  subject!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => String, { nullable: true, description: 'The one tenant that is open; null: all of them.' })
  tenant!: string | null;
}

export function operatorSessionFromDomain({ role, ...session }: Session): OperatorSession {
  return Object.assign(new OperatorSession(), { ...session, role: Role[role] });
}

export function meFromCaller({ subject, role, tenant }: OperatorCaller): Me {
  return Object.assign(new Me(), { subject, role: Role[role], tenant: tenant ?? null });
}
