import { isDeepStrictEqual } from 'node:util';
import type { Binding, Resource, WaitStep } from '@seca-hetzner/domain';
import type { Firewall } from '@seca-hetzner/hetzner/schema';
import {
  MAX_EFFECTIVE_RULES,
  MAX_RULES,
  firewallRulesOf,
  weightOf,
  type FirewallRule,
  type SourcedRule,
} from '../../rules/firewall-rules.js';
import { firewallSighting } from '../../rules/sightings.js';
import type { Session } from '../session.js';

/** What is wanted of a security group, as the database has it. */
export interface SecurityGroupIntent {
  group: Resource<'security-group'>;
  connectionId: string | undefined;
  workspaceUid: string;
  binding: Binding | undefined;
  /** In the order of `status.rules`; `undefined` for a rule that does not exist. */
  rules: readonly (SourcedRule | undefined)[];
  /** Whether a rule names an internet gateway, whose address nobody tells us of. */
  hasGatewaySource: boolean;
  /** The servers that it has to be on, and those from which nobody has to take it off now. */
  wantedOn: readonly number[];
  leftOn: readonly number[];
  /** Whose servers they are. */
  instanceUids: ReadonlyMap<number, string>;
  now: Date;
}

export interface SecurityGroupActual {
  /** Absent where there is nothing to look at. */
  session: Session | undefined;
  firewall: Firewall | undefined;
  /** Whether there may be one that was not seen. */
  isBound: boolean;
}

export type SecurityGroupStep =
  | { do: 'create-firewall'; serverIds: readonly number[] }
  | { do: 'set-rules' }
  | { do: 'apply'; serverIds: readonly number[] }
  | { do: 'remove'; serverIds: readonly number[] }
  | { do: 'delete-firewall' }
  | WaitStep;

/** A firewall exists as long as there is a server with a public interface to filter. */
export function planSecurityGroup(
  intent: SecurityGroupIntent,
  actual: SecurityGroupActual,
): SecurityGroupStep[] {
  const { group, connectionId, wantedOn, leftOn } = intent;
  const { firewall, isBound } = actual;
  const applied = serversOf(firewall);
  const kept = applied.filter((id) => leftOn.includes(id));
  if (group.deletedAt !== undefined || wantedOn.length + kept.length === 0) {
    if (!isBound) return [];
    return [...(applied.length > 0 ? [remove(applied)] : []), { do: 'delete-firewall' }];
  }
  if (connectionId === undefined) {
    return [{ do: 'wait', reason: 'the workspace has no provider connection' }];
  }
  const { count, effective } = weightOf(wantedRules(intent));
  if (count > MAX_RULES || effective > MAX_EFFECTIVE_RULES) {
    const limits = `a firewall at Hetzner has ${MAX_RULES} and ${MAX_EFFECTIVE_RULES}`;
    return [{ do: 'wait', reason: `the group makes ${count} rules with ${effective} ranges, ${limits}` }];
  }
  if (!firewall) return [{ do: 'create-firewall', serverIds: wantedOn }];
  const missing = wantedOn.filter((id) => !applied.includes(id));
  const surplus = applied.filter((id) => !wantedOn.includes(id) && !kept.includes(id));
  return [
    ...(isInForce(intent, firewall) ? [] : [{ do: 'set-rules' } as const]),
    ...(missing.length > 0 ? [{ do: 'apply', serverIds: missing } as const] : []),
    ...(surplus.length > 0 ? [remove(surplus)] : []),
  ];
}

function remove(serverIds: readonly number[]): SecurityGroupStep {
  return { do: 'remove', serverIds };
}

export function serversOf(firewall: Firewall | undefined): number[] {
  return firewall ? firewallSighting(firewall).serverIds : [];
}

export function wantedRules({ rules }: SecurityGroupIntent): FirewallRule[] {
  return firewallRulesOf(rules.filter((rule) => rule !== undefined));
}

/** Whether the firewall has the rules of the group, no more and no less. */
export function isInForce(intent: SecurityGroupIntent, firewall: Firewall): boolean {
  return isDeepStrictEqual(firewallSighting(firewall).rules, wantedRules(intent));
}
