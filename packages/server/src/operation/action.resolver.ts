import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import {
  operateDraining,
  reconcileNow,
  replaceGateway,
  type GatewayPlace,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
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
    description: 'As `drainGateway`, under an idempotency key; ends when the VM is out of use.',
  })
  async startGatewayDrain(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await operateDraining(domain, caller, placeOf(gateway), 'drain', key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'As `resumeGateway`, under an idempotency key; ends when the VM is no longer held out of use.',
  })
  async endGatewayDrain(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await operateDraining(domain, caller, placeOf(gateway), 'resume', key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Gives the NAT VM of a gateway in a network a new disk; addresses and routes stay. Ends when it is made and its agent, if it has one, is active.',
  })
  async replaceGateway(
    @Args(() => GatewayActionArguments) gateway: GatewayActionArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = gateway.idempotencyKey ?? undefined;
    return operationFromDomain(await replaceGateway(domain, caller, placeOf(gateway), key));
  }
}
