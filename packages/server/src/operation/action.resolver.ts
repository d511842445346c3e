import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import {
  failOverGateway,
  operateDraining,
  reconcileNow,
  replaceGateway,
  type GatewayPlace,
  type GatewayVms,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { NatVmSlot } from '../network/nat-vm.object.js';
import { Operation, operationFromDomain } from './operation.object.js';

@ArgsType()
class GatewayActionArguments {
  @Field({ description: 'The tenant.' })
  tenant!: string;

  @Field({ description: 'The region of the workspace.' })
  region!: string;

  @Field({ description: 'The workspace.' })
  workspace!: string;

  @Field({ description: 'Name of a network of the workspace in which the gateway has a VM.' })
  network!: string;

  @Field({ description: 'Name of the internet gateway.' })
  gateway!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the caller: asking again with the same key and arguments acts once.',
  })
  idempotencyKey?: string | null;
}

function placeOf({ tenant, region, workspace, network, gateway }: GatewayActionArguments): GatewayPlace {
  return {
    gateway: { kind: 'internet-gateway', name: gateway, tenant, region, workspace, network: '' },
    network,
  };
}

function vmsOf(gateway: GatewayActionArguments, slot: NatVmSlot | null): GatewayVms {
  return { ...placeOf(gateway), slot: slot ?? undefined };
}

@Resolver(() => Operation)
export class ActionResolver {
  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description: 'Has a resource or a connection looked after now; ends with that run.',
  })
  async reconcileNow(
    @Arg('uid', () => ID, { description: 'Of a resource or a connection.' }) uid: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Chosen by the caller: asking again with the same key and arguments acts once.',
    })
    idempotencyKey: string | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    return operationFromDomain(await reconcileNow(domain, caller, uid, idempotencyKey ?? undefined));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description: 'As `drainGateway`, under an idempotency key; ends when the VMs are out of use.',
  })
  async startGatewayDrain(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Arg('slot', () => NatVmSlot, { nullable: true, description: 'Only this one; all when absent.' })
    slot: NatVmSlot | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await operateDraining(domain, caller, vmsOf(gateway, slot), 'drain', key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'As `resumeGateway`, under an idempotency key; ends when the VMs are no longer held out of use.',
  })
  async endGatewayDrain(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Arg('slot', () => NatVmSlot, { nullable: true, description: 'Only this one; all when absent.' })
    slot: NatVmSlot | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await operateDraining(domain, caller, vmsOf(gateway, slot), 'resume', key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Gives the VMs of a gateway in a network, or one of them, a new disk; addresses and routes stay. Of two, one is made after the other. Ends when they are made and their agents, if they have any, are active.',
  })
  async replaceGateway(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Arg('slot', () => NatVmSlot, { nullable: true, description: 'Only this one; all when absent.' })
    slot: NatVmSlot | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await replaceGateway(domain, caller, vmsOf(gateway, slot), key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Has what routes lead to moved to one of the two VMs of a gateway; open connections break. Refused to a VM that is not active. Ends when routes lead there.',
  })
  async failOverGateway(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Arg('to', () => NatVmSlot, { description: 'The VM that routes are to lead to.' }) to: NatVmSlot,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await failOverGateway(domain, caller, placeOf(gateway), to, key));
  }
}
