import {
  Field,
  Float,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import type { Fault, Plan as DomainPlan, PlannedChange as DomainChange } from '@seca-hetzner/domain';

export enum PlanAction {
  create = 'create',
  change = 'change',
  replace = 'replace',
  delete = 'delete',
  none = 'none',
}

registerEnumType(PlanAction, {
  name: 'PlanAction',
  description: 'What would become of a resource.',
  valuesConfig: {
    create: { description: 'It is not there yet.' },
    change: { description: 'It stays and becomes different.' },
    replace: { description: 'It would have to be deleted and made anew, which a plan never does by itself.' },
    delete: { description: 'It is no longer declared.' },
    none: { description: 'It is as declared.' },
  },
});

@ObjectType({ description: 'One rule that a document breaks.' })
export class PlanFault {
  @Field({ description: 'JSON pointer into the document; empty when it is about all of it.' })
  pointer!: string;

  @Field({ description: 'The rule, in a sentence.' })
  message!: string;
}

@ObjectType({ description: 'One value that would differ.' })
export class FieldChange {
  @Field({ description: 'Where, such as `spec.sizeGB`.' })
  path!: string;

  @Field(() => String, { nullable: true, description: 'As it is, as JSON; null when it is not there.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'As it would be, as JSON; null when it goes.' })
  after!: string | null;
}

@ObjectType({ description: 'What would become of one resource.' })
export class PlannedChange {
  @Field({ description: 'Kind of the resource.' })
  kind!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field({ description: 'Its URN.' })
  urn!: string;

  @Field(() => PlanAction, { description: 'What would be done.' })
  action!: PlanAction;

  @Field({ description: 'Why, in a sentence.' })
  reason!: string;

  @Field(() => [FieldChange], { description: 'What would differ; user data as length and hash.' })
  changes!: FieldChange[];

  @Field(() => [PlanFault], { description: 'What it is refused for; empty when it can be done.' })
  faults!: PlanFault[];

  @Field(() => Int, { description: 'Calls to the provider that it is expected to take, besides polls.' })
  calls!: number;
}

@ObjectType({ description: 'What a set of documents would do. It can be applied exactly so, or not at all.' })
export class Plan {
  @Field(() => ID, { description: 'What `applyPlan` takes.' })
  id!: string;

  @Field({ description: 'The tenant.' })
  tenant!: string;

  @Field({ description: 'Whether `applyPlan` would accept it: nothing in it is refused.' })
  isApplicable!: boolean;

  @Field(() => [PlannedChange], { description: 'In the order in which it would be done.' })
  changes!: PlannedChange[];

  @Field(() => Int, { description: 'Calls to the provider in all, besides polls; an estimate.' })
  calls!: number;

  @Field(() => Float, {
    description:
      'What all of the tenant costs per month, net, by the prices of the catalogue, NAT VMs included.',
  })
  monthlyEurBefore!: number;

  @Field(() => Float, { description: 'What it would cost then.' })
  monthlyEurAfter!: number;

  @Field(() => [String], { description: 'What speaks against it coming about soon.' })
  warnings!: string[];

  @Field({ description: 'Who asked for it.' })
  requestedBy!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Until then it can be applied.' })
  expiresAt!: Date;
}

@InputType({ description: 'What is to be planned.' })
export class PlanInput {
  @Field({ description: 'The tenant whose resources they are.' })
  tenant!: string;

  @Field({ description: 'The region of documents that name none.' })
  region!: string;

  @Field({
    description:
      'SECA documents as YAML or JSON, each with `metadata.kind` and `metadata.name`; in any order.',
  })
  documents!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A workspace of the region in which whatever no document declares is to be deleted, and with it the workspace itself where none declares it or anything in it.',
  })
  pruneWorkspace?: string | null;
}

export function planFromDomain({ id, tenant, subject, answer, createdAt, expiresAt }: DomainPlan): Plan {
  const { isApplicable, changes, calls, monthlyEurBefore, monthlyEurAfter, warnings } = answer;
  return Object.assign(new Plan(), {
    id,
    tenant,
    isApplicable,
    changes: changes.map(changeFromDomain),
    calls,
    monthlyEurBefore,
    monthlyEurAfter,
    warnings,
    requestedBy: subject,
    createdAt,
    expiresAt,
  });
}

function changeFromDomain({ action, changes, faults, ...change }: DomainChange): PlannedChange {
  return Object.assign(new PlannedChange(), {
    ...change,
    action: PlanAction[action],
    changes: changes.map(({ path, before, after }) =>
      Object.assign(new FieldChange(), { path, before: asJson(before), after: asJson(after) }),
    ),
    faults: faults.map(({ pointer, message }: Fault) => Object.assign(new PlanFault(), { pointer, message })),
  });
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
