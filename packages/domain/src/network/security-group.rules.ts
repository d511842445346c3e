import { isDeepStrictEqual } from 'node:util';
import type { Fault } from '../errors.js';
import type { WriteSituation } from '../provider/provider-rules.js';
import { afterSettling, newHistory } from '../resource/conditions.js';
import { plainRules, referencedResource, type Admission } from '../resource/kind-rules.js';
import { isInUse } from '../resource/resource.repository.js';
import { sourceFields } from './security-group-rule.js';
import { sourceFaults } from './security-group-rule.rules.js';
import {
  securityGroupSpecSchema,
  type SecurityGroupRuleState,
  type SecurityGroupSpec,
} from './security-group.js';

/** Source: SECA, security group: denies what none of its rules allows. */
export const securityGroupRules = plainRules<'security-group'>({
  specSchema: securityGroupSpecSchema,
  references: (spec) => [
    ...(spec.ruleRefs ?? []).map((reference, index) => ({
      pointer: `/spec/ruleRefs/${index}`,
      reference,
      expects: ['security-group-rule'] as const,
    })),
    ...(spec.rules ?? []).flatMap((rule, index) => sourceFields(rule, `/spec/rules/${index}`)),
  ],
  faults: (admission): Fault[] =>
    (admission.draft.spec.rules ?? []).flatMap((rule, index) =>
      sourceFaults(admission, rule, `/spec/rules/${index}`),
    ),
  situation: groupSituation,
  arrange: async (admission) => ({ details: { rules: await ruleStates(admission) } }),
});

function groupSituation(admission: Admission<'security-group'>): Partial<WriteSituation> {
  const referenced = (admission.draft.spec.ruleRefs ?? []).flatMap((_, index) => {
    const rule = referencedResource(admission, `/spec/ruleRefs/${index}`, 'security-group-rule');
    return rule ? [rule.spec] : [];
  });
  return { referencedRules: referenced };
}

/** A rule that stays the same keeps what is known of it; where the group filters nothing, nothing is awaited. */
async function ruleStates(admission: Admission<'security-group'>): Promise<SecurityGroupRuleState[]> {
  const { manager, draft, existing, providerRules } = admission;
  const before = existing ? declarationsOf(existing.spec) : [];
  const isSettled = providerRules.settlesAtOnce('security-group', await isInUse(manager, draft));
  const accepted = newHistory(draft.lastModifiedAt);
  const fresh = isSettled ? afterSettling(accepted, draft.lastModifiedAt, false) : accepted;
  return declarationsOf(draft.spec).map((declaration) => {
    const index = before.findIndex((other) => isDeepStrictEqual(other, declaration));
    return existing?.status.rules[index] ?? fresh;
  });
}

function declarationsOf({ rules = [], ruleRefs = [] }: SecurityGroupSpec): object[] {
  // Without the members that are merely undefined, as they come back from the database.
  return JSON.parse(JSON.stringify([...rules, ...ruleRefs])) as object[];
}
