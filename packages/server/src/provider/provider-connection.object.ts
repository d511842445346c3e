import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { providerErrors, type ProviderConnection as DomainConnection } from '@seca-hetzner/domain';

@ObjectType({ description: 'A project at a provider, bound to a tenant.' })
export class ProviderConnection {
  @Field(() => ID)
  id!: string;

  @Field()
  tenant!: string;

  @Field()
  name!: string;

  @Field({ description: '`hetzner`.' })
  provider!: string;

  @Field({ description: "Base URL of the provider's API." })
  endpoint!: string;

  @Field({ description: "Whether `endpoint` is another than the provider's own: a simulated cloud." })
  isSimulated!: boolean;

  @Field({ description: '`plan`: every write is refused; `live`: writes are sent.' })
  mode!: string;

  @Field({ description: '`connecting`, `connected`, `degraded` or `error`.' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not connected, as a stable code.' })
  statusCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What an operator should do about it.' })
  remedy!: string | null;

  @Field(() => GraphQLISODateTime)
  statusSince!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  lastGoodCheckAt!: Date | null;
}

/** Source: Hetzner Cloud API, "Getting started". */
const HETZNER_HOST = 'api.hetzner.cloud';

export function connectionFromDomain(connection: DomainConnection): ProviderConnection {
  const { id, tenant, name, provider, endpoint, mode, status, statusCode, statusSince, lastGoodCheckAt } =
    connection;
  return Object.assign(new ProviderConnection(), {
    id,
    tenant,
    name,
    provider,
    endpoint,
    isSimulated: new URL(endpoint).host !== HETZNER_HOST,
    mode,
    status,
    statusSince,
    statusCode: statusCode ?? null,
    remedy: statusCode ? providerErrors[statusCode].remedy : null,
    lastGoodCheckAt: lastGoodCheckAt ?? null,
  });
}
