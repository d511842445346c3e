import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { AuditEvent as DomainEvent } from '@seca-hetzner/domain';

@ObjectType({ description: 'One changed value. Secrets appear as length and hash, or not at all.' })
export class AuditedChange {
  @Field({ description: 'Where in what was changed, such as `spec.zone`.' })
  path!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value before, as JSON; null where there was none.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after, as JSON; null where there is none.' })
  after!: string | null;
}

@ObjectType({ description: 'Who did what to what, written in the transaction of the change itself.' })
export class AuditEvent {
  @Field(() => ID, { description: 'Rises with time.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was done.' })
  at!: Date;

  @Field({ description: 'Whose thing was changed; empty for what belongs to no tenant.' })
  tenant!: string;

  @Field({ description: 'Who did it: the `sub` of a token, or the name of an operator.' })
  subject!: string;

  @Field({ description: 'The way in: `gateway`, `admin` or `worker`.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'IP address that the request came from.' })
  sourceAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The id that the answer and the log lines of the request carry.',
  })
  requestId!: string | null;

  @Field({
    description: '`create`, `update`, `delete`, `start`, `stop`, `restart`, or what an operator did.',
  })
  action!: string;

  @Field({ description: 'URN of the resource, or the name of what an operator changed.' })
  target!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the resource; null for what is none.' })
  resourceUid!: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the change made.' })
  resourceVersion!: number | null;

  @Field(() => [AuditedChange], { description: 'What was changed, value by value.' })
  changes!: AuditedChange[];

  @Field(() => String, { nullable: true, description: 'Its place in the chain; null until it is sealed.' })
  seal!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 over the hash before it and itself, in hex.' })
  hash!: string | null;
}

@ObjectType({ description: 'An event in a page.' })
export class AuditEventEdge {
  @Field({ description: 'To be given as `after` for what follows it.' })
  cursor!: string;

  @Field(() => AuditEvent, { description: 'The event.' })
  node!: AuditEvent;
}

@ObjectType({ description: 'Where a page of events ends.' })
export class AuditPageInfo {
  @Field({ description: 'Whether older ones follow.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one; null for an empty page.' })
  endCursor!: string | null;
}

@ObjectType({ description: 'A page of events, newest first.' })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The events of the page.' })
  edges!: AuditEventEdge[];

  @Field(() => AuditPageInfo, { description: 'Where it ends.' })
  pageInfo!: AuditPageInfo;
}

/** `events` has one more than `size` where older ones follow. */
export function pageFromDomain(events: readonly DomainEvent[], size: number): AuditEventConnection {
  const edges = events
    .slice(0, size)
    .map((event) =>
      Object.assign(new AuditEventEdge(), { cursor: event.id, node: auditEventFromDomain(event) }),
    );
  const pageInfo = { hasNextPage: events.length > size, endCursor: edges.at(-1)?.cursor ?? null };
  return Object.assign(new AuditEventConnection(), { edges, pageInfo });
}

function auditEventFromDomain(event: DomainEvent): AuditEvent {
  const jsonOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  const changes = event.changes.map(({ path, before, after }) => ({
    path,
    before: jsonOf(before),
    after: jsonOf(after),
  }));
  return Object.assign(new AuditEvent(), event, { changes });
}
