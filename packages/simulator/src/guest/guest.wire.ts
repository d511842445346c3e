import type { Route } from '@seca-hetzner/hetzner/schema';
import { hasPublicInterface } from '../server/interfaces.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Project } from '../world/project.js';
import type { AttachmentRecord } from '../network/network.record.js';
import { guestOf, isUp, sendsByRoute } from './guest.rules.js';
import type { GuestEventRecord } from './guest.record.js';

/** A machine in the list of all. */
export function guestSummaryToWire(project: Project, server: ServerRecord, nowMs: number) {
  const { boot, disk } = guestOf(project, server);
  return { id: server.id, project: project.token, isUp: isUp(project, server, nowMs), boot, disk };
}

/** What a program in the machine would find: how long it has been up, its interfaces, who else is there. */
export function guestToWire(project: Project, server: ServerRecord, nowMs: number) {
  const { upAtMs, isHung, isAgentDead, isRouteLost, rulesHealAtMs } = guestOf(project, server);
  const summary = guestSummaryToWire(project, server, nowMs);
  const publicIpv4 = project.primaryIps.findBy((ip) => ip.assigneeId === server.id && ip.type === 'ipv4');
  const uptimeMs = server.status === 'running' && upAtMs !== null ? Math.max(0, nowMs - upAtMs) : 0;
  return {
    ...summary,
    nowMs,
    uptimeMs,
    hasPublicInterface: hasPublicInterface(project, server.id),
    publicIpv4: publicIpv4?.ip ?? null,
    networks: interfacesOf(project, server).map((attachment) => networkToWire(project, attachment, nowMs)),
    faults: {
      agentDead: isAgentDead,
      rulesFlushed: rulesHealAtMs !== null && rulesHealAtMs > nowMs,
      defaultRouteLost: isRouteLost,
      hung: isHung,
    },
  };
}

/** The private interfaces that the machine has, in the order in which it got them. */
export function interfacesOf(project: Project, server: ServerRecord): AttachmentRecord[] {
  return project.attachments.filter(({ serverId, state }) => serverId === server.id && state !== 'attaching');
}

function networkToWire(
  project: Project,
  { networkId, serverId, ip, aliasIps }: AttachmentRecord,
  nowMs: number,
) {
  const network = project.networks.get(networkId);
  const neighbours = project.attachments
    .filter(
      (other) => other.networkId === networkId && other.serverId !== serverId && other.state !== 'attaching',
    )
    .map((other) => ({
      ip: other.ip,
      isSending: sendsByRoute(project, project.servers.get(other.serverId), nowMs),
      hasPublicInterface: hasPublicInterface(project, other.serverId),
    }));
  const routes: Route[] = [...network.routes];
  return { id: networkId, ipRange: network.ipRange, ip, aliasIps: [...aliasIps], routes, neighbours };
}

export function guestEventToWire(project: Project, event: GuestEventRecord) {
  const { id: seq, atMs, serverId: server, event: what, boot } = event;
  return { seq, at: new Date(atMs).toISOString(), project: project.token, server, event: what, boot };
}
