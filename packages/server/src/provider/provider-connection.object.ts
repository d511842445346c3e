import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import {
  providerErrors,
  type ConnectedWorkspace,
  type ProviderConnection as DomainConnection,
} from '@seca-hetzner/domain';
import { Smoke, smokeFromDomain } from './smoke.object.js';

@ObjectType({ description: 'Objects in a project that are not ours; they are never touched.' })
export class ForeignObjectCount {
  @Field({ description: "The provider's name for their type, such as `servers`." })
  objectType!: string;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;
}

@ObjectType({ description: 'The calls that a project may still make at the provider.' })
export class RateBudget {
  @Field(() => Int, { description: 'Calls left now; they come back bit by bit.' })
  remaining!: number;

  @Field(() => Int, { description: 'Calls per hour, as the provider last said.' })
  hourlyLimit!: number;

  @Field(() => Int, {
    description:
      'Calls of about the last hour that others made with tokens of the project: what the provider counts beyond ours.',
  })
  usedByOthers!: number;
}

@ObjectType({ description: 'A workspace whose objects live in a project.' })
export class ConnectionWorkspace {
  @Field(() => ID, { description: 'Its id.' })
  uid!: string;

  @Field({ description: 'The region that it lies in.' })
  region!: string;

  @Field({ description: 'Its name.' })
  name!: string;
}

export function workspaceFromDomain({ uid, region, name }: ConnectedWorkspace): ConnectionWorkspace {
  return Object.assign(new ConnectionWorkspace(), { uid, region, name });
}

@ObjectType({ description: 'A project at a provider, bound to a tenant.' })
export class ProviderConnection {
  @Field(() => ID)
  id!: string;

  @Field()
  tenant!: string;

  @Field()
  name!: string;

  @Field({ description: '`hetzner`.' })
  provider!: string;

  @Field({ description: "Base URL of the provider's API." })
  endpoint!: string;

  @Field({ description: "Whether `endpoint` is another than the provider's own: a simulated cloud." })
  isSimulated!: boolean;

  @Field({
    description:
      '`plan`: every write is refused; `smoke`: writes are sent within the terms; `live`: writes are sent.',
  })
  mode!: string;

  @Field(() => Smoke, { nullable: true, description: 'The terms of mode `smoke`; null in others.' })
  smoke!: Smoke | null;

  @Field({ description: '`connecting`, `connected`, `degraded` or `error`.' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not connected, as a stable code.' })
  statusCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What an operator should do about it.' })
  remedy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is wrong and what mends it, one sentence for each code.',
  })
  remediation!: string | null;

  @Field(() => String, { nullable: true, description: 'The one thing to do now.' })
  nextStep!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'Since when it has this status.' })
  statusSince!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last looked at.' })
  lastCheckAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last found to be good.' })
  lastGoodCheckAt!: Date | null;

  @Field({
    description: 'Whether the status is that of what was last bound, rotated, set or asked to be checked.',
  })
  isChecked!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      '`read-write` or `read-only`; null while nothing was written with the token, as in mode `plan`.',
  })
  tokenAccess!: string | null;

  @Field(() => [ForeignObjectCount], {
    nullable: true,
    description: 'What else is in the project, counted once an hour and when a check is asked for.',
  })
  foreignObjects!: ForeignObjectCount[] | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when it is being unbound.' })
  unbindingAt!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when nothing is asked of the provider.',
  })
  abandonedAt!: Date | null;
}

/** Source: Hetzner Cloud API, "Getting started". */
const HETZNER_HOST = 'api.hetzner.cloud';

export function connectionFromDomain(connection: DomainConnection): ProviderConnection {
  const { endpoint, statusCode, foreignObjects } = connection;
  const facts = statusCode && providerErrors[statusCode];
  return Object.assign(new ProviderConnection(), {
    ...connection,
    isSimulated: new URL(endpoint).host !== HETZNER_HOST,
    statusCode: statusCode ?? null,
    remedy: facts?.remedy ?? null,
    remediation: facts?.ofConnection.remediation ?? null,
    nextStep: facts?.ofConnection.nextStep ?? null,
    lastCheckAt: connection.lastCheckAt ?? null,
    lastGoodCheckAt: connection.lastGoodCheckAt ?? null,
    isChecked: connection.checkedRevision === connection.revision,
    tokenAccess: connection.tokenAccess ?? null,
    foreignObjects: foreignObjects ? countsFromDomain(foreignObjects) : null,
    unbindingAt: connection.unbindingAt ?? null,
    abandonedAt: connection.abandonedAt ?? null,
    smoke: connection.smoke ? smokeFromDomain(connection.smoke) : null,
  });
}

function countsFromDomain(foreignObjects: Readonly<Record<string, number>>): ForeignObjectCount[] {
  return Object.entries(foreignObjects).map(([objectType, count]) =>
    Object.assign(new ForeignObjectCount(), { objectType, count }),
  );
}
