import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import type { Loaders } from '../loaders.js';
import { resourceFromDomain } from './any-resource.js';
import { Resource } from './resource.object.js';

@ObjectType({ description: 'Something that a resource waits for.' })
export class Waiting {
  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  since!: Date;

  @Field(() => String, { nullable: true, description: 'Why, as a stable word.' })
  reason!: string | null;

  @Field({ description: 'What for, for people.' })
  message!: string;

  @Field(() => Resource, {
    nullable: true,
    description: 'The resource that has to come about first; null when it waits for something else.',
  })
  resource!: Resource | null;
}

/** What a resource that is not as it should be waits for: what it says itself, and those it names that are not there yet. */
export async function waitingOf(row: DomainResource, loaders: Loaders): Promise<Waiting[]> {
  const [newest] = row.status.conditions;
  if (row.status.state === 'active' || !newest) return [];
  const own = Object.assign(new Waiting(), {
    since: new Date(newest.at),
    reason: newest.reason ?? null,
    message: newest.message ?? `It is ${row.status.state}`,
    resource: null,
  });
  if (row.status.state === 'deleting') return [own];
  const targets = new Map(
    [...(await loaders.targets.load(row.uid)).values()].map((each) => [each.uid, each]),
  );
  const missing = [...targets.values()].filter(
    ({ observedVersion, status }) => observedVersion === 0 || status.state === 'error',
  );
  return [own, ...(await Promise.all(missing.map((target) => waitingForTarget(target, loaders))))];
}

async function waitingForTarget(target: DomainResource, loaders: Loaders): Promise<Waiting> {
  const [newest] = target.status.conditions;
  const { state } = target.status;
  return Object.assign(new Waiting(), {
    since: newest ? new Date(newest.at) : target.createdAt,
    reason: newest?.reason ?? null,
    message: `${target.kind} ${target.name} is ${state}${newest?.message ? `: ${newest.message}` : ''}`,
    resource: await resourceFromDomain(target, loaders),
  });
}
