import { Arg, Args, ArgsType, Authorized, Ctx, Field, Mutation, Resolver } from 'type-graphql';
import {
  ConflictError,
  drainAgent,
  resumeAgent,
  rotateSigningKey,
  type GatewayPlace,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { GatewayAgent, gatewayAgentFromDomain } from './gateway-agent.object.js';
import { NatVmSlot } from './nat-vm.object.js';

@ArgsType()
class GatewayArguments {
  @Field()
  tenant!: string;

  @Field()
  region!: string;

  @Field()
  workspace!: string;

  @Field({ description: 'Name of a network of the workspace in which the gateway has a VM.' })
  network!: string;

  @Field({ description: 'Name of the internet gateway.' })
  gateway!: string;
}

function placeOf({ tenant, region, workspace, network, gateway }: GatewayArguments): GatewayPlace {
  return {
    gateway: { kind: 'internet-gateway', name: gateway, tenant, region, workspace, network: '' },
    network,
  };
}

@Resolver(() => GatewayAgent)
export class GatewayAgentResolver {
  @Authorized<OperatorRole>('operator')
  @Mutation(() => GatewayAgent, {
    description:
      'Takes the VMs of a gateway in a network, or one of them, out of use until resumed. Gives the agent of the first.',
  })
  async drainGateway(
    @Args(() => GatewayArguments) place: GatewayArguments,
    @Arg('slot', () => NatVmSlot, { nullable: true, description: 'Only this one; all when absent.' })
    slot: NatVmSlot | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<GatewayAgent> {
    return gatewayAgentFromDomain(await drainAgent(domain, caller, placeOf(place), slot ?? undefined));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => GatewayAgent, {
    description: 'Lets drained VMs back into use as soon as they are well. Gives the agent of the first.',
  })
  async resumeGateway(
    @Args(() => GatewayArguments) place: GatewayArguments,
    @Arg('slot', () => NatVmSlot, { nullable: true, description: 'Only this one; all when absent.' })
    slot: NatVmSlot | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<GatewayAgent> {
    return gatewayAgentFromDomain(await resumeAgent(domain, caller, placeOf(place), slot ?? undefined));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Boolean, {
    description:
      'Makes a new key for the configurations of agents. The old one signs until every agent knows the new one; true once that is under way.',
  })
  async rotateSigningKeys(@Ctx() { domain, caller, settings }: AdminContext): Promise<boolean> {
    const { agentCipher } = settings;
    if (!agentCipher) throw new ConflictError('this installation has no endpoint for agents');
    await rotateSigningKey(domain, caller, agentCipher);
    return true;
  }
}
