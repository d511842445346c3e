import { wakeUnits, type Run } from '@seca-hetzner/domain';
import { isHetznerError, type FirewallRuleInput } from '@seca-hetzner/hetzner';
import type { Action, Firewall } from '@seca-hetzner/hetzner/schema';
import type { FirewallRule } from '../../rules/firewall-rules.js';
import { nameOf, ownLabels } from '../labels.js';
import { changeObject, dropBinding, firewallKind, makeObject, type ObjectKey } from '../objects.js';
import type { Session } from '../session.js';
import {
  serversOf,
  wantedRules,
  type SecurityGroupActual,
  type SecurityGroupIntent,
  type SecurityGroupStep,
} from './plan.js';

/** Does one step at Hetzner and returns what is there after it. */
export async function applySecurityGroupStep(
  step: SecurityGroupStep,
  intent: SecurityGroupIntent,
  actual: SecurityGroupActual,
  run: Run,
): Promise<SecurityGroupActual> {
  const { session } = actual;
  if (!session) throw new Error(`${step.do} without a connection`);
  const { firewalls } = session.client;
  const change = async (part: Partial<Firewall>, start: (id: number) => Promise<readonly Action[]>) => {
    const before = firewallOf(actual);
    const changed = { ...before, ...part };
    const firewall = await changeObject(run, session, firewallKind(session), keyOf(intent), changed, () =>
      start(before.id),
    );
    return { ...actual, firewall };
  };
  switch (step.do) {
    case 'wait':
      return actual;
    case 'create-firewall': {
      const after = await create(step.serverIds, intent, actual, session, run);
      await tellInstances(step.serverIds, intent, run);
      return after;
    }
    case 'set-rules': {
      const rules = wantedRules(intent);
      return change({ rules: rules.map(ruleAsSeen) }, (id) =>
        firewalls.setRules(id, { rules: rules.map(ruleInput) }),
      );
    }
    case 'apply': {
      const applied_to = appliedTo([...serversOf(actual.firewall), ...step.serverIds]);
      const after = await change({ applied_to }, (id) => applyTo(id, step.serverIds, session));
      await tellInstances(step.serverIds, intent, run);
      return after;
    }
    case 'remove': {
      const left = serversOf(actual.firewall).filter((id) => !step.serverIds.includes(id));
      return change({ applied_to: appliedTo(left) }, (id) =>
        firewalls.removeFromResources(id, { serverIds: step.serverIds }),
      );
    }
    case 'delete-firewall':
      if (actual.firewall) await firewalls.delete(actual.firewall.id);
      await dropBinding(run, keyOf(intent));
      return { ...actual, firewall: undefined, isBound: false };
  }
}

/** Where Hetzner says that it is on one of them already, it may be on all, by a call whose reply was lost. */
async function applyTo(
  id: number,
  serverIds: readonly number[],
  { client }: Session,
): Promise<readonly Action[]> {
  try {
    return await client.firewalls.applyToResources(id, { serverIds });
  } catch (error) {
    if (!isHetznerError(error, 'firewall_already_applied', 'server_already_added')) throw error;
    const firewall = await client.firewalls.get(id);
    const covered = firewall ? serversOf(firewall) : [];
    if (serverIds.every((serverId) => covered.includes(serverId))) return [];
    throw error;
  }
}

function keyOf({ group }: SecurityGroupIntent): ObjectKey {
  return { unitUid: group.uid, resourceUid: group.uid, role: 'firewall' };
}

function firewallOf({ firewall }: SecurityGroupActual): Firewall {
  if (!firewall) throw new Error('there is no firewall');
  return firewall;
}

async function create(
  serverIds: readonly number[],
  intent: SecurityGroupIntent,
  actual: SecurityGroupActual,
  session: Session,
  run: Run,
): Promise<SecurityGroupActual> {
  const { uid } = intent.group;
  const rules = wantedRules(intent);
  const firewall = await makeObject(run, session, {
    kind: firewallKind(session),
    key: keyOf(intent),
    name: nameOf.firewall(uid),
    create: async () => {
      const made = await session.client.firewalls.create({
        name: nameOf.firewall(uid),
        rules: rules.map(ruleInput),
        applyTo: { serverIds },
        labels: ownLabels(session.installation.id, uid, 'firewall'),
      });
      return { object: made.firewall, actions: made.actions };
    },
  });
  return { ...actual, firewall, isBound: true };
}

/** They start no server of theirs before its filters are on. */
export async function tellInstances(
  serverIds: readonly number[],
  { instanceUids }: SecurityGroupIntent,
  run: Run,
): Promise<void> {
  const units = serverIds.flatMap((id) => {
    const uid = instanceUids.get(id);
    return uid === undefined ? [] : [{ type: 'instance', uid } as const];
  });
  await run.write((transaction) => wakeUnits(run.domain, transaction, units));
}

function ruleInput({ direction, protocol, port, ranges }: FirewallRule): FirewallRuleInput {
  return {
    direction: direction as FirewallRuleInput['direction'],
    protocol: protocol as FirewallRuleInput['protocol'],
    ...(port === undefined ? {} : { port }),
    ...(direction === 'in' ? { sourceIps: ranges } : { destinationIps: ranges }),
  };
}

function ruleAsSeen({ direction, protocol, port, ranges }: FirewallRule): Firewall['rules'][number] {
  return {
    direction,
    protocol,
    port: port ?? null,
    source_ips: direction === 'in' ? ranges : [],
    destination_ips: direction === 'in' ? [] : ranges,
  };
}

function appliedTo(serverIds: readonly number[]): Firewall['applied_to'] {
  return serverIds.map((id) => ({ type: 'server', server: { id } }));
}
