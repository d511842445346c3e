import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { endSessionsOf, listSessions, type OperatorRole } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Me, OperatorSession, meFromCaller, operatorSessionFromDomain } from './operator-session.object.js';

@Resolver(() => OperatorSession)
export class OperatorSessionResolver {
  @Query(() => Me, { description: 'Who is asking, and what they may do.' })
  me(@Ctx() { caller }: AdminContext): Me {
    return meFromCaller(caller);
  }

  @Authorized<OperatorRole>('admin')
  @Query(() => [OperatorSession], { description: 'Who is signed in, the newest session first.' })
  async operatorSessions(@Ctx() { domain, caller }: AdminContext): Promise<OperatorSession[]> {
    return (await listSessions(domain, caller)).map(operatorSessionFromDomain);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Int, {
    description: 'Signs a person out everywhere, and tells how many sessions there were.',
  })
  async endOperatorSessions(
    @Arg('subject', { description: 'As `operatorSessions` tells it.' }) subject: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<number> {
    return endSessionsOf(domain, caller, subject);
  }
}
