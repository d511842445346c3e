import type { Resource } from '@seca-hetzner/domain';
import { conditionsToWire } from '../resource/resource.wire.js';

/** Source: SECA `SecurityGroupStatus`, which has room for so many rules. */
const MAX_RULES = 500;

/** One entry per rule: the group's own, then those that it refers to. */
export function securityGroupStatusToWire({ status }: Resource<'security-group'>): object {
  return {
    rules: status.rules.slice(0, MAX_RULES).map(({ state, conditions }) => ({
      state,
      conditions: conditionsToWire(conditions),
    })),
  };
}
