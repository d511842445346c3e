import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

@ObjectType({ description: 'This installation, as its clients see it.' })
export class Installation {
  @Field({ description: 'Base URL of the SECA gateway.' })
  gatewayUrl!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the authority ends that the agents of NAT VMs trust; null while there is none.',
  })
  agentAuthorityExpiresAt!: Date | null;

  @Field({ description: 'Whether it is time to replace that authority, as the runbook describes.' })
  isAgentAuthorityEnding!: boolean;
}
