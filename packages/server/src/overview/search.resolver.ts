import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { searchResources } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { resourceFromDomain } from '../resource/any-resource.js';
import { Resource } from '../resource/resource.object.js';

@ObjectType({ description: 'A resource that a search has found.' })
class SearchHit {
  @Field({ description: 'What the text is of it: `urn`, `address`, `provider-id` or `name`.' })
  match!: string;

  @Field(() => Resource)
  resource!: Resource;
}

@Resolver(() => SearchHit)
export class SearchResolver {
  @Query(() => [SearchHit], {
    description:
      'What a text may mean: a URN, an address, an id at the provider, or a part of a name or label; at most 20.',
  })
  async search(
    @Arg('text', { description: 'As it was copied from somewhere; spaces around it do not matter.' })
    text: string,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<SearchHit[]> {
    const hits = await searchResources(domain, caller, text);
    return Promise.all(
      hits.map(async ({ match, resource }) =>
        Object.assign(new SearchHit(), { match, resource: await resourceFromDomain(resource, loaders) }),
      ),
    );
  }
}
