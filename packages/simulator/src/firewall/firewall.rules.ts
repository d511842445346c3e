import { ApiError, limitExceeded } from '../api/errors.js';
import { parseLabelSelector } from '../api/label-selector.js';
import { hasPublicInterface } from '../server/interfaces.js';
import type { Project } from '../world/project.js';
import type { FirewallRecord } from './firewall.record.js';

/** Source: docs.hetzner.com/cloud/firewalls/overview, "Limits". */
export const MAXIMUM_FIREWALLS = 50;
export const MAXIMUM_FIREWALLS_PER_SERVER = 5;

/** Whether a firewall works on a server, directly or by a selector. */
export function covers(firewall: FirewallRecord, serverId: number): boolean {
  return (
    firewall.servers.some((applied) => applied.serverId === serverId) ||
    firewall.selectors.some(({ serverIds }) => serverIds.includes(serverId))
  );
}

export function isSelectedOnly(firewall: FirewallRecord, serverId: number): boolean {
  return covers(firewall, serverId) && !firewall.servers.some((applied) => applied.serverId === serverId);
}

/** Source: API description, apply_to_resources, "Operation specific errors". */
export function assertApplicable(project: Project, firewall: FirewallRecord, serverId: number): void {
  if (firewall.servers.some((applied) => applied.serverId === serverId)) {
    throw new ApiError('firewall_already_applied', `firewall is already applied to server ${serverId}`);
  }
  if (!hasPublicInterface(project, serverId)) {
    throw new ApiError('private_net_only_server', `server ${serverId} has no public interface`);
  }
  const others = project.firewalls.filter(({ id }) => id !== firewall.id);
  if (others.filter((other) => covers(other, serverId)).length >= MAXIMUM_FIREWALLS_PER_SERVER) {
    throw limitExceeded('firewall limit of the server reached', 'server_firewall_limit');
  }
}

/** The servers that a selector means now: those with a public interface that are not covered directly. */
export function selectedServerIds(project: Project, firewall: FirewallRecord, selector: string): number[] {
  const selects = parseLabelSelector(selector) ?? (() => false);
  return project.servers
    .filter(({ id, labels }) => selects(labels) && hasPublicInterface(project, id))
    .filter(({ id }) => !firewall.servers.some(({ serverId }) => serverId === id))
    .map(({ id }) => id);
}
