import { z } from 'zod';
import type { FirewallRule } from '@seca-hetzner/hetzner/schema';
import type { ActionRecord } from '../actions/action.record.js';
import { actionToWire } from '../actions/action.wire.js';
import { assertUnchanging } from '../actions/locks.js';
import { labels, nameUpTo, optional, parseBody } from '../api/body.js';
import { ApiError, limitExceeded } from '../api/errors.js';
import { answerPage, withLabels, withName } from '../api/listing.js';
import {
  type Answer,
  type Call,
  created,
  del,
  get,
  noContent,
  ok,
  type Operation,
  post,
  put,
} from '../api/operation.js';
import { assertNameFree, changedFields, getById } from '../api/references.js';
import { timestamp } from '../world/timestamp.js';
import { applyTo, assertServersExist, removeFrom, resourceBody } from './firewall-resources.js';
import { ruleBodies } from './firewall-rule.js';
import type { FirewallRecord } from './firewall.record.js';
import { MAXIMUM_FIREWALLS } from './firewall.rules.js';
import { firewallToWire } from './firewall.wire.js';

const MAXIMUM_NAME_LENGTH = 128;
const firewallName = nameUpTo(MAXIMUM_NAME_LENGTH);

const createBody = z.object({
  name: firewallName,
  labels: optional(labels),
  rules: optional(ruleBodies),
  apply_to: optional(z.array(resourceBody)),
});
const updateBody = z.object({ name: optional(firewallName), labels: optional(labels) });
const rulesBody = z.object({ rules: ruleBodies });
const applyBody = z.object({ apply_to: z.array(resourceBody).min(1, 'must not be empty') });
const removeBody = z.object({ remove_from: z.array(resourceBody).min(1, 'must not be empty') });

export const firewallOperations: readonly Operation[] = [
  get('/firewalls', listFirewalls),
  post('/firewalls', createFirewall),
  get('/firewalls/{id}', (call) => ok({ firewall: firewallToWire(getFirewall(call)) })),
  put('/firewalls/{id}', updateFirewall),
  del('/firewalls/{id}', deleteFirewall),
  post('/firewalls/{id}/actions/set_rules', setRules),
  post('/firewalls/{id}/actions/apply_to_resources', applyToResources),
  post('/firewalls/{id}/actions/remove_from_resources', removeFromResources),
];

function getFirewall(call: Call): FirewallRecord {
  return getById(call.project.firewalls, 'firewall', call.id);
}

/** The firewall of the path, if nothing else is changing it. */
function changeableFirewall(call: Call): FirewallRecord {
  const firewall = getFirewall(call);
  assertUnchanging(call, 'firewall', firewall.id);
  return firewall;
}

function listFirewalls(call: Call): Answer {
  return answerPage(call, {
    key: 'firewalls',
    records: withLabels(call, withName(call, call.project.firewalls.all())),
    sortBy: { id: ({ id }) => id, name: ({ name }) => name, created: (firewall) => firewall.created },
    toWire: firewallToWire,
  });
}

function createFirewall(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  const { firewalls } = call.project;
  assertNameFree(firewalls, 'firewall', body.name);
  if (firewalls.size >= MAXIMUM_FIREWALLS) {
    throw limitExceeded('firewall limit exceeded', 'firewall_limit');
  }
  const targets = body.apply_to ?? [];
  assertServersExist(call, targets, 422);
  const rules = body.rules ?? [];
  const firewall = firewalls.put({
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
    rules,
    servers: [],
    selectors: [],
  });
  const actions = [
    ...(rules.length > 0 ? startSettingRules(call, firewall, []) : []),
    ...applyTo(call, firewall, targets),
  ];
  return created({
    firewall: firewallToWire(firewalls.get(firewall.id)),
    actions: actions.map((action) => actionToWire(action, call.nowMs)),
  });
}

function updateFirewall(call: Call): Answer {
  const firewall = changeableFirewall(call);
  const body = parseBody(updateBody, call.body);
  if (body.name !== undefined) assertNameFree(call.project.firewalls, 'firewall', body.name, firewall.id);
  const updated = call.project.firewalls.patch(firewall.id, changedFields(body));
  return ok({ firewall: firewallToWire(updated) });
}

/** Text as seen in github.com/hetznercloud/terraform-provider-hcloud/issues/334. */
function deleteFirewall(call: Call): Answer {
  const { id, servers, selectors } = getFirewall(call);
  if (servers.length + selectors.length > 0) {
    throw new ApiError('resource_in_use', `firewall with ID ${id} is still in use`);
  }
  call.project.firewalls.remove(id);
  return noContent;
}

/** Replaces all rules; none is a list as well. */
function setRules(call: Call): Answer {
  const firewall = changeableFirewall(call);
  const { rules } = parseBody(rulesBody, call.body);
  call.project.firewalls.patch(firewall.id, { rules });
  return answerActions(call, startSettingRules(call, firewall, firewall.rules));
}

/** The change itself, and its way to each server that the firewall is on. */
function startSettingRules(
  call: Call,
  { id: firewallId, servers }: FirewallRecord,
  rulesBefore: readonly FirewallRule[],
): ActionRecord[] {
  const ofFirewall = { id: firewallId, type: 'firewall' };
  const change = call.actions.start({
    command: 'set_firewall_rules',
    resources: [ofFirewall],
    effect: { on: 'firewall', do: 'set-rules', firewallId, rulesBefore },
    work: 'change-firewall',
  });
  const rollOut = servers.map(({ serverId }) =>
    call.actions.start({
      command: 'apply_firewall',
      resources: [ofFirewall, { id: serverId, type: 'server' }],
      effect: { on: 'nothing' },
      work: 'change-firewall',
    }),
  );
  return [change, ...rollOut];
}

function applyToResources(call: Call): Answer {
  const firewall = changeableFirewall(call);
  const { apply_to: targets } = parseBody(applyBody, call.body);
  assertServersExist(call, targets, 404);
  return answerActions(call, applyTo(call, firewall, targets));
}

function removeFromResources(call: Call): Answer {
  const firewall = changeableFirewall(call);
  const { remove_from: targets } = parseBody(removeBody, call.body);
  assertServersExist(call, targets, 404);
  return answerActions(call, removeFrom(call, firewall, targets));
}

function answerActions(call: Call, actions: readonly ActionRecord[]): Answer {
  return created({ actions: actions.map((action) => actionToWire(action, call.nowMs)) });
}
