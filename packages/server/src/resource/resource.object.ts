import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, InterfaceType } from 'type-graphql';
import { urnOf, type Resource as DomainResource } from '@seca-hetzner/domain';
import { Condition, ResourceState, conditionFromDomain } from './condition.object.js';

@InterfaceType({ description: 'A declared resource: what is wanted, and how far that is true.' })
export abstract class Resource {
  @Field(() => ID, {
    description: 'Unique for ever; a resource made anew under the same name has another one.',
  })
  uid!: string;

  @Field({ description: 'URN, as `metadata.ref` of the REST API.' })
  ref!: string;

  @Field()
  tenant!: string;

  @Field()
  region!: string;

  @Field({ description: 'Empty for a workspace itself.' })
  workspace!: string;

  @Field()
  name!: string;

  @Field(() => GraphQLJSONObject, {
    description: 'What is wanted, as it was sent. User data is shown by its length.',
  })
  intent!: object;

  @Field(() => GraphQLJSONObject, { description: "The client's own labels; empty when it sent none." })
  labels!: Record<string, string>;

  @Field(() => GraphQLJSONObject, { description: "The client's own annotations; empty when it sent none." })
  annotations!: Record<string, string>;

  @Field(() => GraphQLJSONObject, {
    description: 'The extensions that it asked for; empty when it sent none.',
  })
  extensions!: Record<string, string>;

  @Field(() => ResourceState)
  state!: ResourceState;

  @Field(() => [Condition], { description: 'How the state came about, newest first.' })
  conditions!: Condition[];

  @Field(() => Int, { description: 'Rises by one with each accepted change.' })
  resourceVersion!: number;

  @Field(() => Int, { description: 'The version that reality has last matched; 0 before the first time.' })
  observedVersion!: number;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime)
  lastModifiedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When its deletion was accepted.' })
  deletedAt!: Date | null;
}

/** The parts that every kind shows alike. */
export function resourceFields(resource: DomainResource): Pick<Resource, keyof Resource> {
  const { uid, tenant, region, workspace, name, status, resourceVersion, observedVersion } = resource;
  return {
    uid,
    tenant,
    region,
    workspace,
    name,
    resourceVersion,
    observedVersion,
    ref: urnOf(resource),
    intent: withoutSecrets(resource.spec),
    labels: resource.labels ?? {},
    annotations: resource.annotations ?? {},
    extensions: resource.extensions ?? {},
    state: ResourceState[status.state],
    conditions: status.conditions.map(conditionFromDomain),
    createdAt: resource.createdAt,
    lastModifiedAt: resource.lastModifiedAt,
    deletedAt: resource.deletedAt ?? null,
  };
}

function withoutSecrets(spec: object): object {
  if (!('userData' in spec) || typeof spec.userData !== 'string') return spec;
  return { ...spec, userData: `${Buffer.byteLength(spec.userData)} bytes` };
}
