import { Field, ObjectType } from 'type-graphql';
import type { Binding, GatewayAgent as DomainAgent, Resource as DomainResource } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { Resource, resourceFields } from '../resource/resource.object.js';
import { GatewayAgent, gatewayAgentFromDomain } from './gateway-agent.object.js';

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

  @Field(() => GatewayAgent, { nullable: true, description: 'None where VMs are made without agent.' })
  agent!: GatewayAgent | null;
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
  agent: DomainAgent | undefined,
): InternetGateway {
  return Object.assign(new InternetGateway(), {
    ...resourceFields(gateway),
    egressOnly: gateway.spec.egressOnly ?? false,
    natVm: natVm ? natVmFromDomain(natVm, agent) : null,
  });
}

function natVmFromDomain(binding: Binding, agent: DomainAgent | undefined): NatVm {
  const server = (binding.observed ?? undefined) as ServerSighting | undefined;
  const [net] = server?.privateNets ?? [];
  return Object.assign(new NatVm(), {
    privateAddress: net?.ip ?? null,
    aliasAddress: net?.aliasIps[0] ?? null,
    publicAddress: server?.publicIpv4 ?? null,
    status: server?.status ?? null,
    server: providerObjectFromBinding(binding),
    agent: agent ? gatewayAgentFromDomain(agent) : null,
  });
}
