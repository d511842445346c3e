import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { applyPlan, findPlan, makePlan, type OperatorRole } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Operation, operationFromDomain } from '../operation/operation.object.js';
import { parseDocuments } from './parse-documents.js';
import { Plan, PlanInput, planFromDomain } from './plan.object.js';

@Resolver(() => Plan)
export class PlanResolver {
  @Query(() => Plan, { nullable: true, description: 'A plan as it was made; null when there is none.' })
  async plan(
    @Arg('id', () => ID, { description: 'As the mutation `plan` gave it.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Plan | null> {
    const plan = await findPlan(domain.dataSource.manager, caller, id);
    return plan ? planFromDomain(plan) : null;
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Plan, {
    name: 'plan',
    description:
      'Works out what declaring the documents would do, and keeps it for a day. Changes nothing else.',
  })
  async makePlan(
    @Arg('input', () => PlanInput, { description: 'What is to be planned.' }) input: PlanInput,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Plan> {
    const { tenant, region, pruneWorkspace } = input;
    const documents = parseDocuments(input.documents);
    const request = { tenant, region, documents, pruneWorkspace: pruneWorkspace ?? undefined };
    return planFromDomain(await makePlan(domain, caller, request));
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => Operation, {
    description:
      'Does exactly what a plan says, all at once, or refuses with PRECONDITION_FAILED because the world has moved since. Ends when all of it has come about.',
  })
  async applyPlan(
    @Arg('id', () => ID, { description: 'As the mutation `plan` gave it.' }) id: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Chosen by the caller: asking again with the same key and arguments acts once.',
    })
    idempotencyKey: string | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Operation> {
    return operationFromDomain(await applyPlan(domain, caller, id, idempotencyKey ?? undefined));
  }
}
