import { Arg, Args, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  deleteNode,
  operatePower,
  provisionNode,
  type OperatorRole,
  type PowerAction,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { InstanceArguments, NodeInput, nodeRequestFromInput } from './node.input.js';
import { Operation, operationFromDomain } from './operation.object.js';

@Resolver(() => Operation)
export class NodeResolver {
  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Declares boot volume, NIC and instance, and ends when the machine runs with its bootstrap delivered. What the user data does then is yours.',
  })
  async provisionNode(
    @Arg('input', () => NodeInput, { description: 'What is wanted.' }) input: NodeInput,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const key = input.idempotencyKey ?? undefined;
    return operationFromDomain(await provisionNode(domain, caller, nodeRequestFromInput(input), key));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description: 'Deletes an instance with its NICs and its boot volume, and ends when all of it is gone.',
  })
  async deleteNode(
    @Args(() => InstanceArguments) { idempotencyKey, ...place }: InstanceArguments,
    @Arg('keepDisk', { defaultValue: false, description: 'Leave the boot volume.' }) isDiskKept: boolean,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    const options = { isDiskKept, idempotencyKey: idempotencyKey ?? undefined };
    return operationFromDomain(await deleteNode(domain, caller, place, options));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, { description: 'Starts an instance; ends when it is seen running.' })
  startInstance(
    @Args(() => InstanceArguments) instance: InstanceArguments,
    @Ctx() context: AdminContext,
  ): Promise<Operation> {
    return power(context, instance, 'start');
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, { description: 'Shuts an instance down; ends when it is seen off.' })
  stopInstance(
    @Args(() => InstanceArguments) instance: InstanceArguments,
    @Ctx() context: AdminContext,
  ): Promise<Operation> {
    return power(context, instance, 'stop');
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description: 'Stops and starts an instance; ends when it was seen off and then running.',
  })
  restartInstance(
    @Args(() => InstanceArguments) instance: InstanceArguments,
    @Ctx() context: AdminContext,
  ): Promise<Operation> {
    return power(context, instance, 'restart');
  }
}

async function power(
  { domain, caller }: AdminContext,
  { idempotencyKey, ...place }: InstanceArguments,
  action: PowerAction,
): Promise<Operation> {
  const identity = { ...place, network: '', kind: 'instance' } as const;
  return operationFromDomain(
    await operatePower(domain, caller, identity, action, idempotencyKey ?? undefined),
  );
}
