import { z } from 'zod';
import type { ActionRecord } from '../actions/action.record.js';
import type { FirewallEffect } from '../actions/effect.js';
import { integer, text } from '../api/body.js';
import { ApiError } from '../api/errors.js';
import { parseLabelSelector } from '../api/label-selector.js';
import type { Call } from '../api/operation.js';
import type { FirewallRecord } from './firewall.record.js';
import { assertApplicable, isSelectedOnly } from './firewall.rules.js';

const selectorText = text.refine(
  (value) => parseLabelSelector(value) !== undefined,
  'is not a label selector',
);

/** What a firewall is put on or taken off: a server, or a label selector. */
export const resourceBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server'), server: z.object({ id: integer }) }),
  z.object({ type: z.literal('label_selector'), label_selector: z.object({ selector: selectorText }) }),
]);
export type FirewallTarget = z.infer<typeof resourceBody>;

/** `status` differs by operation: 422 when a firewall is created, 404 later. */
export function assertServersExist(call: Call, targets: readonly FirewallTarget[], status: 404 | 422): void {
  for (const target of targets) {
    if (target.type === 'server' && call.project.servers.find(target.server.id) === undefined) {
      const message = `server with ID '${target.server.id}' not found`;
      throw new ApiError('firewall_resource_not_found', message, null, status);
    }
  }
}

/** One action for each target. */
export function applyTo(
  call: Call,
  firewall: FirewallRecord,
  targets: readonly FirewallTarget[],
): ActionRecord[] {
  assertNoneTwice(targets);
  for (const target of targets) {
    if (target.type === 'server') assertApplicable(call.project, firewall, target.server.id);
    else if (firewall.selectors.some(({ selector }) => selector === target.label_selector.selector)) {
      throw new ApiError('firewall_already_applied', 'firewall is already applied to the label selector');
    }
  }
  return targets.map((target) =>
    target.type === 'server'
      ? startOnServer(call, firewall, 'apply_firewall', 'apply-server', target.server.id)
      : startOnSelector(call, firewall, 'apply_firewall', 'apply-selector', target.label_selector.selector),
  );
}

/** Taking off what is not on succeeds: `firewall_already_removed` is gone since August 2025. */
export function removeFrom(
  call: Call,
  firewall: FirewallRecord,
  targets: readonly FirewallTarget[],
): ActionRecord[] {
  for (const target of targets) {
    if (target.type === 'server' && isSelectedOnly(firewall, target.server.id)) {
      const message = 'firewall is applied via a label selector and cannot be removed manually';
      throw new ApiError('firewall_managed_by_label_selector', message);
    }
  }
  return targets.map((target) =>
    target.type === 'server'
      ? startOnServer(call, firewall, 'remove_firewall', 'remove-server', target.server.id)
      : startOnSelector(call, firewall, 'remove_firewall', 'remove-selector', target.label_selector.selector),
  );
}

function assertNoneTwice(targets: readonly FirewallTarget[]): void {
  const ids = targets.flatMap((target) => (target.type === 'server' ? [target.server.id] : []));
  if (new Set(ids).size === ids.length) return;
  throw new ApiError('server_already_added', 'server is applied more than once');
}

function startOnServer(
  call: Call,
  firewall: FirewallRecord,
  command: string,
  what: 'apply-server' | 'remove-server',
  serverId: number,
): ActionRecord {
  const effect: FirewallEffect = { on: 'firewall', do: what, firewallId: firewall.id, serverId };
  const resources = [
    { id: serverId, type: 'server' },
    { id: firewall.id, type: 'firewall' },
  ];
  return call.actions.start({ command, resources, effect, work: 'change-firewall' });
}

function startOnSelector(
  call: Call,
  firewall: FirewallRecord,
  command: string,
  what: 'apply-selector' | 'remove-selector',
  selector: string,
): ActionRecord {
  const effect: FirewallEffect = { on: 'firewall', do: what, firewallId: firewall.id, selector };
  const resources = [{ id: firewall.id, type: 'firewall' }];
  return call.actions.start({ command, resources, effect, work: 'change-firewall' });
}
