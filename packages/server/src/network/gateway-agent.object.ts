import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { GatewayAgent as DomainAgent } from '@seca-hetzner/domain';

export enum AgentState {
  provisioning = 'provisioning',
  active = 'active',
  draining = 'draining',
  unhealthy = 'unhealthy',
}

registerEnumType(AgentState, {
  name: 'AgentState',
  description: 'What is known of the agent on a NAT VM.',
  valuesConfig: {
    provisioning: { description: 'The VM is coming up; it has not said yet that it forwards.' },
    active: { description: 'The VM says that it forwards by the configuration that is published.' },
    draining: { description: 'An operator has taken it out of use.' },
    unhealthy: { description: 'It says that something is wrong, or nothing at all any more.' },
  },
});

@ObjectType({ description: 'The agent on a NAT VM, and what it last said.' })
export class GatewayAgent {
  @Field(() => ID)
  id!: string;

  @Field(() => AgentState)
  state!: AgentState;

  @Field(() => GraphQLISODateTime, { description: 'Since when it is in this state.' })
  since!: Date;

  @Field(() => String, { nullable: true, description: 'Why, for people.' })
  reason!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null until it has registered.' })
  registeredAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last heard of.' })
  lastHeartbeatAt!: Date | null;

  @Field(() => Int, { description: 'The newest configuration made for it; 0 when there is none.' })
  publishedVersion!: number;

  @Field(() => Int, { description: 'The configuration in force; 0 is what the VM was made with.' })
  acknowledgedVersion!: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the newest configuration was made; null when there is none.',
  })
  publishedAt!: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The sources that the newest configuration lets out, CIDR blocks; null when there is none.',
  })
  sourcePrefixes!: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The sources that the VM lets out, as its kernel lists them; null until it was heard of.',
  })
  sourcePrefixesInForce!: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the VM says that it forwards; null until it was heard of.',
  })
  isForwarding!: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Seconds since the VM has booted.' })
  uptimeSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Connections that the VM tracks.' })
  connectionsUsed!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many it can track.' })
  connectionsMax!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes that it sent out to the internet.' })
  bytesOut!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes that it brought in for its guests.' })
  bytesIn!: number | null;

  @Field(() => Float, { nullable: true, description: 'Packets of guests to the metadata service, dropped.' })
  droppedMetadata!: number | null;

  @Field(() => Float, { nullable: true, description: 'Packets from no source prefix, dropped.' })
  droppedRefused!: number | null;

  @Field(() => String, { nullable: true, description: 'The last thing that went wrong on the VM.' })
  lastError!: string | null;
}

export function gatewayAgentFromDomain(agent: DomainAgent): GatewayAgent {
  const { id, state, stateSince, stateReason, registeredAt, heartbeat, heartbeatAt } = agent;
  const { publishedVersion, acknowledgedVersion } = agent;
  return Object.assign(new GatewayAgent(), {
    id,
    publishedVersion,
    acknowledgedVersion,
    state: AgentState[state],
    since: stateSince,
    reason: stateReason ?? null,
    registeredAt: registeredAt ?? null,
    lastHeartbeatAt: heartbeatAt ?? null,
    publishedAt: agent.publishedAt ?? null,
    sourcePrefixes: agent.publishedSourcePrefixes ?? null,
    sourcePrefixesInForce: heartbeat?.kernel.sourcePrefixes ?? null,
    isForwarding: heartbeat?.kernel.isForwarding ?? null,
    uptimeSeconds: heartbeat?.uptimeSeconds ?? null,
    connectionsUsed: heartbeat?.connections.used ?? null,
    connectionsMax: heartbeat?.connections.max ?? null,
    bytesOut: heartbeat?.forwarded.bytesOut ?? null,
    bytesIn: heartbeat?.forwarded.bytesIn ?? null,
    droppedMetadata: heartbeat?.drops.metadata ?? null,
    droppedRefused: heartbeat?.drops.refused ?? null,
    lastError: heartbeat?.lastError ?? null,
  });
}
