import {
  appendState,
  explainState,
  type Explanation,
  type ResourceReport,
  type RunEnding,
  type SecurityGroupRuleState,
} from '@seca-hetzner/domain';
import { GROUP_REMARK } from '../../rules/security-group-rules.js';
import type { SourcedRule } from '../../rules/firewall-rules.js';
import { unsettled } from '../unsettled.js';
import { isInForce, type SecurityGroupActual, type SecurityGroupIntent } from './plan.js';

/** What a run learnt of a group and of each of its rules. */
export function reportSecurityGroup(
  intent: SecurityGroupIntent,
  actual: SecurityGroupActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const { group } = intent;
  const known = { uid: group.uid, version: group.resourceVersion };
  if (group.deletedAt !== undefined) {
    const isGone = ending.type === 'done' && actual?.isBound === false;
    return [isGone ? { ...known, outcome: 'gone' } : { ...known, ...unsettled(ending) }];
  }
  if (!actual) return [{ ...known, ...unsettled(ending) }];
  const details = { rules: ruleStates(intent, actual) };
  if (ending.type !== 'done') return [{ ...known, ...unsettled(ending), details }];
  return [{ ...known, outcome: 'settled', details, explanation: { reason: 'Note', message: GROUP_REMARK } }];
}

/** Without a firewall there is nothing to filter, so what the rules ask for holds. */
function ruleStates(
  intent: SecurityGroupIntent,
  { firewall }: SecurityGroupActual,
): SecurityGroupRuleState[] {
  const { group, rules, wantedOn, now } = intent;
  const hasToBe = firewall !== undefined || wantedOn.length > 0;
  const isThere = firewall !== undefined && isInForce(intent, firewall);
  return rules.map((rule, index) => {
    const before = group.status.rules[index] ?? { state: 'pending', conditions: [] };
    const [state, explanation] = stateOf(rule, hasToBe, isThere);
    const isNew = before.state !== state || before.conditions.length === 0;
    return isNew ? appendState(before, state, now, explanation) : explainState(before, explanation);
  });
}

function stateOf(
  rule: SourcedRule | undefined,
  hasToBe: boolean,
  isThere: boolean,
): [state: SecurityGroupRuleState['state'], explanation: Explanation] {
  if (!rule) return ['error', { reason: 'NoSuchRule', message: 'The rule does not exist' }];
  if (!hasToBe) return ['active', {}];
  if (!isThere) return ['pending', { reason: 'NotInForce', message: 'Not yet in force' }];
  if (rule.ranges?.length !== 0) return ['active', {}];
  const message = 'Lets nothing through: none of its sources has a public address';
  return ['pending', { reason: 'NoPublicSource', message }];
}
