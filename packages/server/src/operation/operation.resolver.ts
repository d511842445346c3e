import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  cancelOperation,
  findOperation,
  listOperations,
  type Operation as DomainOperation,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { followOperation } from './operation-feed.js';
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
    description: 'The operation as it is, and again whenever something about it changes.',
    subscribe: ({ args, context }: { args: { id: string }; context: AdminContext }) =>
      followOperation(context, args.id),
  })
  operationChanged(
    @Root() operation: DomainOperation,
    // Used above; named here for the schema.
    @Arg('id', () => ID, { description: 'As the mutation gave it.' }) _id: string,
  ): Operation {
    return operationFromDomain(operation);
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
