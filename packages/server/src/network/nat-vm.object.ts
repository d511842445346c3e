import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import type { Binding, GatewayAgent as DomainAgent, NatVmSlot as DomainSlot } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { GatewayAgent, gatewayAgentFromDomain } from './gateway-agent.object.js';

export enum NatVmSlot {
  primary = 'primary',
  standby = 'standby',
}

registerEnumType(NatVmSlot, {
  name: 'NatVmSlot',
  description: 'Which VM of a gateway in a network. Routes may lead to either.',
  valuesConfig: {
    primary: { description: 'The one that there always is.' },
    standby: { description: 'The second one, where the installation is set to fail over.' },
  },
});

@ObjectType({ description: 'The VM that makes a gateway true in one network.' })
export class NatVm {
  @Field(() => NatVmSlot, { description: 'Which of the two it is.' })
  slot!: NatVmSlot;

  @Field({ description: 'Whether it holds the address that routes lead to, as last seen at Hetzner.' })
  holdsAlias!: boolean;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When an operator asked for routes to lead to it; null once they do.',
  })
  turnRequestedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "The VM's own private address." })
  privateAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'The address that routes lead to, if it holds that.' })
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

/** A VM of a gateway: what it is at the provider, and who reports from it. */
export interface NatVmOfGateway {
  slot: DomainSlot;
  binding: Binding;
  agent: DomainAgent | undefined;
}

export function natVmFromDomain({ slot, binding, agent }: NatVmOfGateway): NatVm {
  const server = (binding.observed ?? undefined) as ServerSighting | undefined;
  const [net] = server?.privateNets ?? [];
  return Object.assign(new NatVm(), {
    slot: NatVmSlot[slot],
    holdsAlias: (net?.aliasIps.length ?? 0) > 0,
    turnRequestedAt: agent?.turnRequestedAt ?? null,
    privateAddress: net?.ip ?? null,
    aliasAddress: net?.aliasIps[0] ?? null,
    publicAddress: server?.publicIpv4 ?? null,
    status: server?.status ?? null,
    server: providerObjectFromBinding(binding),
    agent: agent ? gatewayAgentFromDomain(agent) : null,
  });
}
