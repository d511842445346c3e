import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import {
  countFound,
  findByUrn,
  findResources,
  mayEnter,
  type ResourceFilter as DomainFilter,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { resourceFromDomain } from './any-resource.js';
import { ResourceState } from './condition.object.js';
import { Resource } from './resource.object.js';

export enum ResourceOrder {
  place = 'place',
  name = 'name',
  created = 'created',
  modified = 'modified',
}

registerEnumType(ResourceOrder, {
  name: 'ResourceOrder',
  description: 'In which order resources are listed.',
  valuesConfig: {
    place: { description: 'By tenant, region, workspace, network, kind and name.' },
    name: { description: 'By name.' },
    created: { description: 'The newest first.' },
    modified: { description: 'What was last changed by a client first.' },
  },
});

@InputType({ description: 'Which resources are meant; what is absent is no limit.' })
class ResourceFilter {
  @Field(() => String, { nullable: true })
  tenant?: string | null;

  @Field(() => String, { nullable: true })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'In workspaces of this name.' })
  workspace?: string | null;

  @Field(() => String, { nullable: true, description: 'Subnets and route tables of networks of this name.' })
  network?: string | null;

  @Field(() => [String], { nullable: true, description: 'As `Resource.kind`.' })
  kinds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Of exactly this name.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A label selector of terms `key=value`, joined by commas.',
  })
  labels?: string | null;

  @Field(() => [ResourceState], { nullable: true })
  states?: ResourceState[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Anywhere in name or labels, or the beginning of a uid; case does not matter.',
  })
  text?: string | null;
}

@ArgsType()
class ResourcesArguments {
  @Field(() => ResourceFilter, {
    nullable: true,
    description: 'Which; all that the caller may see without it.',
  })
  filter?: ResourceFilter | null;

  @Field(() => ResourceOrder, { defaultValue: ResourceOrder.place, description: 'In which order.' })
  orderBy!: ResourceOrder;

  @Field(() => Int, { defaultValue: 50, description: 'How many at most, 1 to 200.' })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which to go on, of a page in the same order.',
  })
  after?: string | null;
}

@ObjectType({ description: 'Where a page of a list ends.' })
class PageInfo {
  @Field({ description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What to give as `after` for the next page; null for an empty one.',
  })
  endCursor!: string | null;
}

@ObjectType({ description: 'A resource in a list.' })
class ResourceEdge {
  @Field()
  cursor!: string;

  @Field(() => Resource)
  node!: Resource;
}

@ObjectType({ description: 'A page of resources.' })
class ResourceConnection {
  @Field(() => [ResourceEdge])
  edges!: ResourceEdge[];

  @Field(() => [Resource], { description: 'The same without cursors.' })
  nodes!: Resource[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  /** For the count, which is taken only when it is asked for; not part of the schema. */
  filter!: DomainFilter;
}

@Resolver(() => ResourceConnection)
export class ResourcesResolver {
  @Query(() => ResourceConnection, { description: 'Resources of any kind, page by page.' })
  async resources(
    @Args(() => ResourcesArguments) { filter, orderBy, first, after }: ResourcesArguments,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<ResourceConnection> {
    const wanted = filterFromInput(filter ?? {});
    const request = { filter: wanted, order: orderBy, first, after: after ?? undefined };
    const { items, hasNext } = await findResources(domain, caller, request);
    const edges = await Promise.all(
      items.map(async ({ resource, cursor }) => ({
        cursor,
        node: await resourceFromDomain(resource, loaders),
      })),
    );
    return Object.assign(new ResourceConnection(), {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: { hasNextPage: hasNext, endCursor: edges.at(-1)?.cursor ?? null },
      filter: wanted,
    });
  }

  @FieldResolver(() => Int, {
    description: 'How many there are on all pages; 10000 stands for as many or more.',
  })
  totalCount(
    @Root() { filter }: ResourceConnection,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<number> {
    return countFound(domain, caller, filter);
  }

  @Query(() => Resource, {
    nullable: true,
    description: 'One resource of any kind; null when there is none.',
  })
  async resource(
    @Arg('uid', () => ID) uid: string,
    @Ctx() { caller, loaders }: AdminContext,
  ): Promise<Resource | null> {
    const isUid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uid);
    const row = isUid ? await loaders.resources.load(uid) : undefined;
    return row && mayEnter(caller, row.tenant) ? resourceFromDomain(row, loaders) : null;
  }

  @Query(() => [Resource], {
    description: 'The resources of a URN: one in each region where there is one.',
  })
  async resourcesByUrn(
    @Arg('urn', { description: 'As `Resource.ref`.' }) urn: string,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<Resource[]> {
    const rows = await findByUrn(domain.dataSource.manager, urn);
    const visible = rows.filter(({ tenant }) => mayEnter(caller, tenant));
    return Promise.all(visible.map((row) => resourceFromDomain(row, loaders)));
  }
}

function filterFromInput(input: ResourceFilter): DomainFilter {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as DomainFilter;
}
