import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  ForbiddenError,
  MAX_TOKEN_DAYS,
  createApiToken,
  exchangeBootstrapToken,
  listApiTokens,
  revokeApiToken,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import type { Permission } from '../permission.js';
import {
  ApiToken,
  CreatedApiToken,
  apiTokenFromDomain,
  createdApiTokenFromDomain,
} from './api-token.object.js';
import { Role } from './role.object.js';

const DEFAULT_TOKEN_DAYS = 90;

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Authorized<OperatorRole>('admin')
  @Query(() => [ApiToken], {
    description: 'The tokens for the admin API, also those of the past, the newest first.',
  })
  async apiTokens(@Ctx() { domain, caller }: AdminContext): Promise<ApiToken[]> {
    return (await listApiTokens(domain, caller)).map(apiTokenFromDomain);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => CreatedApiToken, {
    description: 'Makes a token for the admin API, with no more rights than the caller has.',
  })
  async createApiToken(
    @Arg('name', { description: 'Names its holder in the audit log.' }) name: string,
    @Arg('role', () => Role, { description: 'What its bearer may do.' }) role: Role,
    @Arg('tenant', () => String, {
      nullable: true,
      description: 'The one tenant that it opens; left out, all of them.',
    })
    tenant: string | null,
    @Arg('expiresInDays', () => Int, {
      defaultValue: DEFAULT_TOKEN_DAYS,
      description: `After how many days it ends; at most ${MAX_TOKEN_DAYS}.`,
    })
    expiresInDays: number,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<CreatedApiToken> {
    const wanted = { name, role, expiresInDays, ...(tenant ? { tenant } : {}) };
    return createdApiTokenFromDomain(await createApiToken(domain, caller, wanted));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => ApiToken, {
    description: 'Ends the use of a token at once; what is open with it over WebSocket within seconds.',
  })
  async revokeApiToken(
    @Arg('id', () => ID, { description: 'As `apiTokens` tells it.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<ApiToken> {
    return apiTokenFromDomain(await revokeApiToken(domain, caller, id));
  }

  @Authorized<Permission>('bootstrap')
  @Mutation(() => CreatedApiToken, {
    description:
      'Exchanges the bootstrap token that was sent as bearer token for a token of an administrator, once.',
  })
  async exchangeBootstrapToken(
    @Arg('name', { description: 'Whose token it will be; names the person in the audit log.' }) name: string,
    @Ctx() { domain, caller, bootstrapToken }: AdminContext,
  ): Promise<CreatedApiToken> {
    if (bootstrapToken === undefined) throw new ForbiddenError('there is no bootstrap token to exchange');
    return createdApiTokenFromDomain(
      await exchangeBootstrapToken(domain, bootstrapToken, name, caller.requestId ?? ''),
    );
  }
}
