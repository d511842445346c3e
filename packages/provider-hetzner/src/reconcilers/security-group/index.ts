import type { Reconciler, Run } from '@seca-hetzner/domain';
import type { FirewallSighting } from '../../rules/sightings.js';
import { nameOf } from '../labels.js';
import { firewallKind, observeObject } from '../objects.js';
import type { Sessions } from '../session.js';
import { applySecurityGroupStep, tellInstances } from './apply.js';
import { loadSecurityGroup } from './load.js';
import {
  planSecurityGroup,
  serversOf,
  type SecurityGroupActual,
  type SecurityGroupIntent,
  type SecurityGroupStep,
} from './plan.js';
import { reportSecurityGroup } from './report.js';

/** The gateway's address may go to somebody else once its NAT VM is gone, and nobody tells us. */
const GATEWAY_LOOK_MS = 60_000;

/** A security group: a firewall on the servers that have a public interface, as long as there are any. */
export function securityGroupReconciler(
  sessions: Sessions,
): Reconciler<SecurityGroupIntent, SecurityGroupActual, SecurityGroupStep> {
  return {
    unit: 'security-group',
    load: loadSecurityGroup,
    observe: (intent, run) => observeSecurityGroup(sessions, intent, run),
    plan: planSecurityGroup,
    apply: applySecurityGroupStep,
    report: reportSecurityGroup,
    lookAgainAfterMs: ({ hasGatewaySource, wantedOn }) =>
      hasGatewaySource && wantedOn.length > 0 ? GATEWAY_LOOK_MS : undefined,
  };
}

/** One read of the firewall, if there may be one. What the reply to a lost call would have told is told then. */
async function observeSecurityGroup(
  sessions: Sessions,
  intent: SecurityGroupIntent,
  run: Run,
): Promise<SecurityGroupActual> {
  const { group, connectionId, workspaceUid, binding, wantedOn } = intent;
  const isBound = binding !== undefined;
  if (connectionId === undefined || (!isBound && wantedOn.length === 0)) {
    return { session: undefined, firewall: undefined, isBound };
  }
  const priority = group.deletedAt === undefined ? 'normal' : 'repair';
  const session = await sessions.open(run, connectionId, workspaceUid, priority);
  const firewall = await observeObject(
    run,
    session,
    firewallKind(session),
    binding,
    nameOf.firewall(group.uid),
  );
  const { serverIds: known = [] } = (binding?.observed ?? {}) as Partial<FirewallSighting>;
  const newlyOn = wantedOn.filter((id) => serversOf(firewall).includes(id) && !known.includes(id));
  if (newlyOn.length > 0) await tellInstances(newlyOn, intent, run);
  return { session, firewall, isBound };
}
