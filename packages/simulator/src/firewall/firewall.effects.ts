import type { FirewallEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';
import type { Project } from '../world/project.js';
import type { AppliedServer, FirewallRecord } from './firewall.record.js';
import { selectedServerIds } from './firewall.rules.js';

type TargetedEffect = Exclude<FirewallEffect, { readonly do: 'follow-labels' }>;

/** A firewall shows what it is applied to from the first moment, as `pending` until the action succeeds. */
export const firewallEffects: EffectRules<FirewallEffect> = {
  begin: ({ project }: EffectContext, effect: FirewallEffect) => {
    if (effect.do === 'apply-server') setServer(project, effect, 'pending');
    if (effect.do === 'remove-server') setServer(project, effect, 'removing');
    if (effect.do === 'apply-selector') {
      patch(project, effect, ({ selectors }) => ({
        selectors: [...selectors, { selector: effect.selector, serverIds: [] }],
      }));
    }
    return undefined;
  },
  complete: ({ project }: EffectContext, effect: FirewallEffect) => {
    if (effect.do === 'apply-server') setServer(project, effect, 'applied');
    if (effect.do === 'remove-server') removeServer(project, effect);
    if (effect.do === 'remove-selector') removeSelector(project, effect, effect.selector);
    if (effect.do !== 'set-rules') followAll(project);
    return undefined;
  },
  undo: ({ project }: EffectContext, effect: FirewallEffect) => {
    if (effect.do === 'set-rules') patch(project, effect, () => ({ rules: effect.rulesBefore }));
    if (effect.do === 'apply-server') removeServer(project, effect);
    if (effect.do === 'remove-server') setServer(project, effect, 'applied');
    if (effect.do === 'apply-selector') removeSelector(project, effect, effect.selector);
    return undefined;
  },
};

function patch(
  project: Project,
  { firewallId }: TargetedEffect,
  change: (firewall: FirewallRecord) => Partial<FirewallRecord>,
): void {
  const firewall = project.firewalls.find(firewallId);
  if (firewall !== undefined) project.firewalls.patch(firewallId, change(firewall));
}

type ServerEffect = Extract<FirewallEffect, { readonly serverId: number }>;

/** A server that is gone meanwhile takes no firewall. */
function setServer(project: Project, effect: ServerEffect, status: AppliedServer['status']): void {
  const { serverId } = effect;
  if (project.servers.find(serverId) === undefined) return;
  patch(project, effect, ({ servers }) => ({
    servers: [...without(servers, serverId), { serverId, status }],
  }));
}

function removeServer(project: Project, effect: ServerEffect): void {
  patch(project, effect, ({ servers }) => ({ servers: without(servers, effect.serverId) }));
}

function without(servers: readonly AppliedServer[], serverId: number): AppliedServer[] {
  return servers.filter((applied) => applied.serverId !== serverId);
}

function removeSelector(project: Project, effect: TargetedEffect, selector: string): void {
  patch(project, effect, ({ selectors }) => ({
    selectors: selectors.filter((applied) => applied.selector !== selector),
  }));
}

function followAll(project: Project): void {
  for (const firewall of project.firewalls.filter(({ selectors }) => selectors.length > 0)) {
    const selectors = firewall.selectors.map(({ selector }) => ({
      selector,
      serverIds: selectedServerIds(project, firewall, selector),
    }));
    project.firewalls.patch(firewall.id, { selectors });
  }
}
