import { Arg, Ctx, Field, GraphQLISODateTime, ObjectType, Query, Resolver } from 'type-graphql';
import { findAttention, providerErrors, type AttentionItem as DomainItem } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import type { Loaders } from '../loaders.js';
import { ProviderConnection, connectionFromDomain } from '../provider/provider-connection.object.js';
import { resourceFromDomain } from '../resource/any-resource.js';
import { Resource } from '../resource/resource.object.js';

@ObjectType({ description: 'Something that is not as it should be.' })
class AttentionItem {
  @Field({
    description: '`broken`: somebody has to act; `late`: on its way for longer than such things take.',
  })
  severity!: string;

  @Field(() => GraphQLISODateTime)
  since!: Date;

  @Field()
  tenant!: string;

  @Field({ description: '`resource`, `agent` (of a NAT VM, in the network that is given) or `connection`.' })
  about!: string;

  @Field(() => String, { nullable: true, description: 'Why, as a stable word.' })
  reason!: string | null;

  @Field({ description: 'What is wrong, for people.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'What to do about it, where that is known.' })
  remedy!: string | null;

  @Field(() => Resource, { nullable: true, description: 'The resource, or the network of the agent.' })
  resource!: Resource | null;

  @Field(() => ProviderConnection, { nullable: true, description: 'The connection, when it is about one.' })
  connection!: ProviderConnection | null;
}

@Resolver(() => AttentionItem)
export class AttentionResolver {
  @Query(() => [AttentionItem], {
    description: 'What is wrong, the worst and of these the oldest first; at most 200, none on a good day.',
  })
  async attention(
    @Arg('tenant', () => String, { nullable: true, description: 'Only of this tenant.' }) tenant:
      | string
      | null,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<AttentionItem[]> {
    const items = await findAttention(domain, caller, tenant ?? undefined);
    return Promise.all(items.map((item) => itemFromDomain(item, loaders)));
  }
}

async function itemFromDomain(item: DomainItem, loaders: Loaders): Promise<AttentionItem> {
  const { severity, since, tenant, about, reason } = item;
  const connection = about === 'connection' ? await loaders.connections.load(item.uid) : undefined;
  const row = about === 'connection' ? undefined : await loaders.resources.load(item.uid);
  const name = connection ? `connection ${connection.name}` : `${row?.kind} ${row?.name}`;
  const fallback = `${name} is ${connection?.status ?? row?.status.state}`;
  return Object.assign(new AttentionItem(), {
    severity,
    since,
    tenant,
    about,
    reason: reason ?? null,
    message: item.message ?? fallback,
    remedy: connection?.statusCode ? providerErrors[connection.statusCode].remedy : null,
    resource: row ? await resourceFromDomain(row, loaders) : null,
    connection: connection ? connectionFromDomain(connection) : null,
  });
}
