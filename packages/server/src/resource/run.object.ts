import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { ReconcileRun } from '@seca-hetzner/domain';

@ObjectType({ description: 'One step of a run.' })
export class RunStep {
  @Field({ description: 'What was done, and to what.' })
  do!: string;

  @Field(() => GraphQLISODateTime)
  startedAt!: Date;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs!: number;

  @Field(() => Int, { description: 'Calls to the provider, polls included.' })
  calls!: number;

  @Field({ description: '`done`, or how it failed.' })
  result!: string;
}

@ObjectType({ description: 'A run of the reconciler that changed something, or failed to.' })
export class Run {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'What it was for: `network`, `instance`, `volume`, `connection` and so on.' })
  unitType!: string;

  @Field(() => ID, { description: 'Of the resource or connection that it was for.' })
  unitUid!: string;

  @Field(() => String, { nullable: true, description: 'Whose it was, where that was noted.' })
  tenant!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What it was for by name, a URN or `connection <name>`, where that was noted; it may be gone.',
  })
  target!: string | null;

  @Field(() => GraphQLISODateTime)
  startedAt!: Date;

  @Field(() => GraphQLISODateTime)
  endedAt!: Date;

  @Field({
    description: '`done`, `waiting`, `failed` (tried again), `stuck` (needs a person) or `released`.',
  })
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'Why it did not end as done.' })
  reason!: string | null;

  @Field(() => [String], { description: 'What was planned at its start.' })
  planned!: string[];

  @Field(() => [RunStep], { description: 'What was done of it.' })
  steps!: RunStep[];

  @Field(() => Int, { description: 'Calls to the provider in all.' })
  calls!: number;
}

export function runFromDomain(run: ReconcileRun): Run {
  const { id, startedAt, endedAt, outcome, reason, planned, calls } = run;
  const { unitType, unitUid, tenant, target } = run;
  const steps = run.steps.map((step) =>
    Object.assign(new RunStep(), { ...step, startedAt: new Date(step.startedAt) }),
  );
  return Object.assign(new Run(), {
    id,
    unitType,
    unitUid,
    tenant,
    target,
    startedAt,
    endedAt,
    outcome,
    reason,
    planned,
    steps,
    calls,
  });
}
