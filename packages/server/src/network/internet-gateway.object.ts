import { Field, ObjectType } from 'type-graphql';
import type { Binding, Resource as DomainResource } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ description: 'The VM that makes a gateway true in one network.' })
export class NatVm {
  @Field(() => String, { nullable: true, description: "The VM's own private address." })
  privateAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'The address that routes lead to.' })
  aliasAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'The address under which guests are seen outside.' })
  publicAddress!: string | null;

  @Field(() => String, { nullable: true, description: "The server's state at Hetzner, as last seen." })
  status!: string | null;

  @Field(() => ProviderObject)
  server!: ProviderObject;
}

@ObjectType({
  implements: Resource,
  description: 'A way out to the internet, usable as the target of routes.',
})
export class InternetGateway extends Resource {
  @Field()
  egressOnly!: boolean;

  @Field(() => NatVm, {
    nullable: true,
    description: 'Its VM in the network that was asked for; none while nobody needs it.',
  })
  natVm!: NatVm | null;
}

export function internetGatewayFromDomain(
  gateway: DomainResource<'internet-gateway'>,
  natVm: Binding | undefined,
): InternetGateway {
  return Object.assign(new InternetGateway(), {
    ...resourceFields(gateway),
    egressOnly: gateway.spec.egressOnly ?? false,
    natVm: natVm ? natVmFromBinding(natVm) : null,
  });
}

function natVmFromBinding(binding: Binding): NatVm {
  const server = (binding.observed ?? undefined) as ServerSighting | undefined;
  const [net] = server?.privateNets ?? [];
  return Object.assign(new NatVm(), {
    privateAddress: net?.ip ?? null,
    aliasAddress: net?.aliasIps[0] ?? null,
    publicAddress: server?.publicIpv4 ?? null,
    status: server?.status ?? null,
    server: providerObjectFromBinding(binding),
  });
}
