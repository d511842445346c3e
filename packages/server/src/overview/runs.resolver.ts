import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver, registerEnumType } from 'type-graphql';
import { findRun, findRuns } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Run, runFromDomain } from '../resource/run.object.js';

enum RunOutcome {
  done = 'done',
  waiting = 'waiting',
  failed = 'failed',
  stuck = 'stuck',
}

registerEnumType(RunOutcome, {
  name: 'RunOutcome',
  description: 'How a run ended.',
  valuesConfig: {
    done: { description: 'Nothing was left to do.' },
    waiting: { description: 'The provider, or another unit, had to get on first.' },
    failed: { description: 'It is tried again by itself.' },
    stuck: { description: 'It needs a person.' },
  },
});

@ArgsType()
class RunsArguments {
  @Field(() => String, { nullable: true, description: 'Only of this tenant.' })
  tenant?: string | null;

  @Field(() => [RunOutcome], { nullable: true, description: 'Only those that ended so.' })
  outcomes?: RunOutcome[] | null;

  @Field(() => Int, { defaultValue: 50, description: 'How many at most, 1 to 200.' })
  first!: number;

  @Field(() => ID, { nullable: true, description: 'The id of the last run of the page before.' })
  after?: string | null;
}

@Resolver(() => Run)
export class RunsResolver {
  @Query(() => [Run], { description: 'Runs of reconcilers that did something, the newest first.' })
  async runs(
    @Args(() => RunsArguments) { tenant, outcomes, first, after }: RunsArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Run[]> {
    const request = {
      tenant: tenant ?? undefined,
      outcomes: outcomes ?? undefined,
      first,
      after: after ?? undefined,
    };
    return (await findRuns(domain, caller, request)).map(runFromDomain);
  }

  @Query(() => Run, { nullable: true, description: 'One run with its steps; null when there is none.' })
  async run(@Arg('id', () => ID) id: string, @Ctx() { domain, caller }: AdminContext): Promise<Run | null> {
    const run = await findRun(domain, caller, id);
    return run ? runFromDomain(run) : null;
  }
}
