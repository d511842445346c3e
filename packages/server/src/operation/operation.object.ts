import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  operationErrors,
  type Operation as DomainOperation,
  type OperationStep as DomainStep,
} from '@seca-hetzner/domain';

export enum OperationState {
  accepted = 'accepted',
  running = 'running',
  succeeded = 'succeeded',
  failed = 'failed',
  cancelled = 'cancelled',
}

registerEnumType(OperationState, {
  name: 'OperationState',
  description: 'How far an operation is; the last three are final.',
  valuesConfig: {
    accepted: { description: 'Written down, and what it asks for is declared.' },
    running: { description: 'What it waits for is on its way.' },
    succeeded: { description: 'All of it has come about.' },
    failed: { description: 'Part of it cannot come about, or its time was up; `errorClass` says which.' },
    cancelled: { description: 'Nobody waits for it any more; what it has declared stays declared.' },
  },
});

@ObjectType({ description: 'One thing that an operation waits for.' })
export class OperationStep {
  @Field({ description: 'For people, such as `instance web-1`.' })
  name!: string;

  @Field({ description: 'Whether it was seen done.' })
  isDone!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was seen done.' })
  doneAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The resource or connection that is waited for.' })
  uid!: string | null;
}

@ObjectType({ description: 'Something that was asked for and takes time.' })
export class Operation {
  @Field(() => ID, { description: 'What `operation` and `operationChanged` take.' })
  id!: string;

  @Field({ description: 'What was asked for, such as `provision-node`.' })
  kind!: string;

  @Field({ description: 'The tenant that it concerns.' })
  tenant!: string;

  @Field({ description: 'What it is about: the URN of a resource, or a name.' })
  target!: string;

  @Field({ description: 'Who asked for it.' })
  requestedBy!: string;

  @Field({ description: 'Asking again with the same key and arguments gives this operation.' })
  idempotencyKey!: string;

  @Field(() => OperationState, { description: 'How far it is.' })
  state!: OperationState;

  @Field(() => [OperationStep], { description: 'What it waits for.' })
  steps!: OperationStep[];

  @Field(() => Int, { description: 'Steps that are done, in percent.' })
  progress!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, as a word of a closed list: see docs/operations.md.',
  })
  errorClass!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, for people.' })
  errorMessage!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the same, asked for again later with another key, can succeed.',
  })
  isRetryable!: boolean | null;

  @Field(() => String, { nullable: true, description: 'What to do about the failure.' })
  remedy!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it fails, unless it has ended before.' })
  deadlineAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it became final.' })
  finishedAt!: Date | null;
}

export function operationFromDomain(operation: DomainOperation): Operation {
  const { subject, state, steps, errorClass, requestHash: _requestHash, ...shown } = operation;
  const done = steps.filter(({ doneAt }) => doneAt !== undefined).length;
  const facts = errorClass === null ? undefined : operationErrors[errorClass];
  return Object.assign(new Operation(), {
    ...shown,
    requestedBy: subject,
    state: OperationState[state],
    steps: steps.map(stepFromDomain),
    progress: steps.length === 0 ? 100 : Math.floor((100 * done) / steps.length),
    errorClass,
    isRetryable: facts?.isRetryable ?? null,
    remedy: facts?.remedy ?? null,
  });
}

function stepFromDomain({ name, goal, doneAt }: DomainStep): OperationStep {
  return Object.assign(new OperationStep(), {
    name,
    isDone: doneAt !== undefined,
    doneAt: doneAt === undefined ? null : new Date(doneAt),
    uid: 'uid' in goal ? goal.uid : 'unit' in goal ? goal.unit.uid : goal.gatewayUid,
  });
}
