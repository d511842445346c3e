import { Field, Int, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';

@ObjectType({ implements: Resource, description: 'Rules for what may reach public interfaces.' })
export class SecurityGroup extends Resource {
  @Field(() => Int, { description: 'Of its own and of those that it names.' })
  ruleCount!: number;

  @Field(() => Int, { description: 'How many of them are in force.' })
  activeRuleCount!: number;
}

@ObjectType({ implements: Resource, description: 'A rule that several security groups may share.' })
export class SecurityGroupRule extends Resource {
  @Field({ description: '`ingress` or `egress`.' })
  direction!: string;
}

export function securityGroupFromDomain(group: DomainResource<'security-group'>): SecurityGroup {
  const { rules } = group.status;
  return Object.assign(new SecurityGroup(), {
    ...resourceFields(group),
    ruleCount: rules.length,
    activeRuleCount: rules.filter(({ state }) => state === 'active').length,
  });
}

export function securityGroupRuleFromDomain(rule: DomainResource<'security-group-rule'>): SecurityGroupRule {
  return Object.assign(new SecurityGroupRule(), {
    ...resourceFields(rule),
    direction: rule.spec.direction,
  });
}
