import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'This installation, as its clients see it.' })
export class Installation {
  @Field({ description: 'Base URL of the SECA gateway.' })
  gatewayUrl!: string;
}
