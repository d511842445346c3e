import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';
import { referenceSchema } from '../resource/references.js';
import { securityGroupRuleSpecSchema } from './security-group-rule.js';

/** Source: SECA `SecurityGroupSpec`. The rules of both lists add up. */
export const securityGroupSpecSchema = z.object({
  rules: z.array(securityGroupRuleSpecSchema).max(500).optional(),
  ruleRefs: z.array(referenceSchema).max(500).optional(),
});

export type SecurityGroupSpec = z.output<typeof securityGroupSpecSchema>;

export interface SecurityGroupStatus extends StateHistory {
  /** One per rule: those of `spec.rules`, then those that `spec.ruleRefs` name. */
  rules: SecurityGroupRuleState[];
}

/** `pending`: lets nothing through (yet); `active`: in force, wherever the group is; `error`: cannot be put in force. */
export type SecurityGroupRuleState = StateHistory;
