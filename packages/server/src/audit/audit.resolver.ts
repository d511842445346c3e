import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  GraphQLISODateTime,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { InvalidRequestError, listAuditEvents, requireTenant, type AuditFilter } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Resource } from '../resource/resource.object.js';
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
class AuditPageArguments {
  @Field(() => Int, { defaultValue: 50, description: `How many, 1 to ${MAX_PAGE}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

@ArgsType()
class AuditArguments extends AuditPageArguments {
  @Field(() => AuditEventFilter, {
    nullable: true,
    description: 'Which events; all that the caller may see if absent.',
  })
  filter?: AuditEventFilter | null;
}

@Resolver(() => AuditEvent)
export class AuditResolver {
  @Query(() => AuditEventConnection, {
    description: 'Who did what, newest first; who is limited to a tenant sees its events alone.',
  })
  async auditEvents(
    @Args(() => AuditArguments) { filter, ...page }: AuditArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<AuditEventConnection> {
    const { limit, beforeId } = pageOf(page);
    const { manager } = domain.dataSource;
    const events = await listAuditEvents(manager, caller, filterOf(filter), limit, beforeId);
    return pageFromDomain(events, page.first);
  }
}

@Resolver(() => Resource)
export class ResourceAuditResolver {
  @FieldResolver(() => AuditEventConnection, {
    description: 'Who did what to it, newest first; not to another one that had its name before.',
  })
  async audit(
    @Root() { row }: Resource,
    @Args(() => AuditPageArguments) page: AuditPageArguments,
    @Ctx() { caller, loaders }: AdminContext,
  ): Promise<AuditEventConnection> {
    requireTenant(caller, row.tenant);
    const events = await loaders.events.load({ resourceUid: row.uid, ...pageOf(page) });
    return pageFromDomain(events, page.first);
  }
}

/** One more than wanted, which tells whether older ones follow. */
function pageOf({ first, after }: AuditPageArguments): { limit: number; beforeId: string | undefined } {
  if (first < 1 || first > MAX_PAGE) throw new InvalidRequestError(`first has to be 1 to ${MAX_PAGE}`);
  if (after != null && !/^\d{1,18}$/.test(after)) throw new InvalidRequestError('after is no cursor');
  return { limit: first + 1, beforeId: after ?? undefined };
}

function filterOf(filter: AuditEventFilter | null | undefined): AuditFilter {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(given) as AuditFilter;
}
