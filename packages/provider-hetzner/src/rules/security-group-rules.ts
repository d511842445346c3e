import {
  sourceFields,
  type Fault,
  type Resource,
  type SecurityGroupRuleSpec,
  type WriteSituation,
} from '@seca-hetzner/domain';
import { MAX_EFFECTIVE_RULES, MAX_RULES, firewallRulesOf, weightOf } from './firewall-rules.js';

/** Said of every group, since Hetzner's firewalls see no private interface. */
export const GROUP_REMARK =
  'Filters the public interfaces of the instances that use the group; Hetzner does not filter traffic inside networks';

/** What no firewall can tell apart. Source: Hetzner Cloud API, "Firewalls". */
export function ruleFaults(rule: SecurityGroupRuleSpec, pointer: string): Fault[] {
  if (!rule.icmp) return [];
  const message =
    'firewalls at Hetzner let all of ICMP through or nothing: type and code cannot be told apart';
  return [{ pointer: `${pointer}/icmp`, message }];
}

export function groupFaults(
  { spec }: Resource<'security-group'>,
  { referencedRules = [] }: WriteSituation,
): Fault[] {
  const { rules = [] } = spec;
  const faults = rules.flatMap((rule, index) => ruleFaults(rule, `/spec/rules/${index}`));
  const expanded = firewallRulesOf([...rules, ...referencedRules].map(withStandIns));
  const { count, effective } = weightOf(expanded);
  if (count <= MAX_RULES && effective <= MAX_EFFECTIVE_RULES) return faults;
  const message = `the group makes ${count} rules with ${effective} ranges at Hetzner, a firewall has ${MAX_RULES} and ${MAX_EFFECTIVE_RULES}`;
  return [...faults, { pointer: '/spec', message }];
}

/** Groups, instances and gateways count as one range each: how many they come to shows later. */
function withStandIns(rule: SecurityGroupRuleSpec) {
  const names = sourceFields(rule, '').map(({ reference }) => reference.resource);
  return { rule, ranges: names.length === 0 ? undefined : names };
}
