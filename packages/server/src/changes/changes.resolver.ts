import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import type { Notice } from '@seca-hetzner/domain';
import { CHANGES } from './change-feed.js';
import { Change, changeFromNotice } from './change.object.js';

@Resolver(() => Change)
export class ChangesResolver {
  @Subscription(() => Change, {
    description: 'Every change of a tenant, or of all tenants, as it is committed.',
    topics: CHANGES,
    filter: ({ payload, args }: { payload: Notice; args: { tenant?: string | null } }) =>
      !args.tenant || payload.tenant === args.tenant,
  })
  changes(
    @Root() notice: Notice,
    // Used by the filter above; named here for the schema.
    @Arg('tenant', () => String, { nullable: true }) _tenant: string | null,
  ): Change {
    return changeFromNotice(notice);
  }
}
