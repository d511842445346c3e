import {
  Args,
  ArgsType,
  Ctx,
  Field,
  GraphQLISODateTime,
  InputType,
  Int,
  Query,
  Resolver,
} from 'type-graphql';
import { InvalidRequestError, listAuditEvents, type AuditFilter } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { AuditEvent, AuditEventConnection, pageFromDomain } from './audit-event.object.js';

const MAX_PAGE = 200;

@InputType({ description: 'Which events; what is absent does not matter.' })
class AuditEventFilter {
  @Field(() => String, { nullable: true, description: 'Whose thing was changed.' })
  tenant?: string | null;

  @Field(() => String, { nullable: true, description: 'The target in full, such as the URN of a resource.' })
  target?: string | null;

  @Field(() => String, { nullable: true, description: 'Who did it.' })
  subject?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'No older ones.' })
  since?: Date | null;
}

@ArgsType()
class AuditArguments {
  @Field(() => AuditEventFilter, {
    nullable: true,
    description: 'Which events; all that the caller may see if absent.',
  })
  filter?: AuditEventFilter | null;

  @Field(() => Int, { defaultValue: 50, description: `How many, 1 to ${MAX_PAGE}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

@Resolver(() => AuditEvent)
export class AuditResolver {
  @Query(() => AuditEventConnection, {
    description: 'Who did what, newest first; who is limited to a tenant sees its events alone.',
  })
  async auditEvents(
    @Args(() => AuditArguments) { filter, first, after }: AuditArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<AuditEventConnection> {
    if (first < 1 || first > MAX_PAGE) throw new InvalidRequestError(`first has to be 1 to ${MAX_PAGE}`);
    if (after != null && !/^\d{1,18}$/.test(after)) throw new InvalidRequestError('after is no cursor');
    const { manager } = domain.dataSource;
    const events = await listAuditEvents(manager, caller, filterOf(filter), first + 1, after ?? undefined);
    return pageFromDomain(events, first);
  }
}

function filterOf(filter: AuditEventFilter | null | undefined): AuditFilter {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(given) as AuditFilter;
}
