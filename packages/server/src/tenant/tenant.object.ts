import { Field, Float, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Tenant as DomainTenant } from '@seca-hetzner/domain';

@ObjectType({ description: 'A customer. SECA has no API for tenants; operators make them.' })
export class Tenant {
  @Field({ description: 'Its name, as in the paths of SECA.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The connection that a new workspace takes.' })
  defaultConnectionId!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: "Since when SECA's writes are refused with 403; null while they are not.",
  })
  suspendedAt!: Date | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What everything of it may cost per month, in euros without VAT; null without a limit.',
  })
  spendLimitEur!: number | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date;
}

export function tenantFromDomain(tenant: DomainTenant): Tenant {
  return Object.assign(new Tenant(), {
    ...tenant,
    defaultConnectionId: tenant.defaultConnectionId ?? null,
    suspendedAt: tenant.suspendedAt ?? null,
    spendLimitEur: tenant.spendLimitEur ?? null,
  });
}
