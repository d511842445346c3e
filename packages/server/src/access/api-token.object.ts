import { Field, ID, ObjectType } from 'type-graphql';
import type { ApiToken as Token } from '@seca-hetzner/domain';
import { Role } from './role.object.js';

@ObjectType({ description: 'A token for the admin API, without its secret.' })
export class ApiToken {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'Its holder in the audit log; no two that are valid have the same.' })
  name!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => String, { nullable: true, description: 'The one tenant that it opens; null: all of them.' })
  tenant!: string | null;

  @Field({ description: 'The subject of whoever made it; empty for one of the set-up.' })
  createdBy!: string;

  @Field()
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Null for one of the set-up, which does not expire.' })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'To the minute; null while nobody has used it.' })
  lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Since when it is good for nothing.' })
  revokedAt!: Date | null;
}

@ObjectType({ description: 'A new token for the admin API.' })
export class CreatedApiToken {
  @Field(() => ApiToken)
  token!: ApiToken;

  @Field({
    description: 'What is sent as bearer token. It is shown this once and cannot be asked for again.',
  })
  secret!: string;
}

export function apiTokenFromDomain({ role, ...token }: Token): ApiToken {
  return Object.assign(new ApiToken(), { ...token, role: Role[role] });
}

export function createdApiTokenFromDomain(created: { token: Token; secret: string }): CreatedApiToken {
  return Object.assign(new CreatedApiToken(), {
    token: apiTokenFromDomain(created.token),
    secret: created.secret,
  });
}
