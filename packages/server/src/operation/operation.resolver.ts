import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  cancelOperation,
  findOperation,
  getOperation,
  listOperations,
  type Notice,
  type OperatorRole,
} from '@seca-hetzner/domain';
import { CHANGES } from '../changes/change-feed.js';
import type { AdminContext } from '../context.js';
import { Operation, OperationState, operationFromDomain } from './operation.object.js';

@Resolver(() => Operation)
export class OperationResolver {
  @Query(() => Operation, { nullable: true, description: 'One operation; null when there is none.' })
  async operation(
    @Arg('id', () => ID, { description: 'As the mutation gave it.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation | null> {
    const operation = await findOperation(domain.dataSource.manager, caller, id);
    return operation ? operationFromDomain(operation) : null;
  }

  @Query(() => [Operation], { description: 'The newest operations first.' })
  async operations(
    @Arg('tenant', () => String, { nullable: true, description: 'Of this tenant only.' })
    tenant: string | null,
    @Arg('states', () => [OperationState], { nullable: true, description: 'In one of these states only.' })
    states: OperationState[] | null,
    @Arg('limit', () => Int, { defaultValue: 50, description: '1 to 200.' }) limit: number,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation[]> {
    const filter = { tenant: tenant ?? undefined, states: states ?? undefined, limit };
    return (await listOperations(domain.dataSource.manager, caller, filter)).map(operationFromDomain);
  }

  @Subscription(() => Operation, {
    description: 'The operation whenever something about it changes. Read it once after subscribing.',
    topics: CHANGES,
    filter: ({ payload, args }: { payload: Notice; args: { id: string } }) =>
      payload.type === 'operation' && payload.id === args.id,
  })
  async operationChanged(
    @Root() _notice: Notice,
    @Arg('id', () => ID, { description: 'As the mutation gave it.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    return operationFromDomain(await getOperation(domain.dataSource.manager, caller, id));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Stops waiting for an operation. What it has declared stays declared; a final one stays as it is.',
  })
  async cancelOperation(
    @Arg('id', () => ID, { description: 'As the mutation gave it.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    return operationFromDomain(await cancelOperation(domain, caller, id));
  }
}
