import type { Fault } from '../errors.js';
import { plainRules, type Admission } from '../resource/kind-rules.js';
import { addressFamily, canonicalCidr, cidrFamily } from './cidr.js';
import {
  securityGroupRuleSpecSchema,
  sourceFields,
  type SecurityGroupRuleSpec,
} from './security-group-rule.js';

/** Source: SECA, security group rule: of its own, and usable by several groups. */
export const securityGroupRuleRules = plainRules<'security-group-rule'>({
  specSchema: securityGroupRuleSpecSchema,
  references: (spec) => sourceFields(spec, '/spec'),
  faults: (admission) => sourceFaults(admission, admission.draft.spec, '/spec'),
  arrange: () => ({ details: {} }),
});

/** What is wrong with the addresses among the sources of a rule. */
export function sourceFaults(
  { references }: Pick<Admission<'security-group' | 'security-group-rule'>, 'references'>,
  rule: SecurityGroupRuleSpec,
  pointer: string,
): Fault[] {
  return sourceFields(rule, pointer).flatMap((field): Fault[] => {
    const { resource: text } = field.reference;
    if (references.get(field.pointer)?.target) return [];
    const faultAt = (message: string): Fault[] => [{ pointer: `${field.pointer}/resource`, message }];
    const family = addressFamily(text) ?? cidrFamily(text);
    if (!family) return faultAt(`'${text}' is neither an IP address nor a CIDR block`);
    if (canonicalCidr(text) === undefined) return faultAt(`'${text}' has bits set behind its prefix`);
    if (rule.version === undefined || rule.version.toLowerCase() === family) return [];
    return faultAt(`'${text}' is not of the rule's version ${rule.version}`);
  });
}
