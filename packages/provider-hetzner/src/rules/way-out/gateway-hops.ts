import { namesAll } from '@seca-hetzner/domain';
import { isGatewayOff } from '../left-pending.js';
import { serverOf } from './guest-hops.js';
import { declared, seen, sentence, type Finding, type Hop, type HopName } from './hop.js';
import type { ServerSighting } from '../sightings.js';
import type { AgentHeartbeat, AgentSighting, WayOutSituation } from './situation.js';

/** From this share of its table on, a gateway is about to lose connections. */
const FULL_TABLE = 0.98;

export function natVmHop({ natVm: binding, spareVm, table, route }: WayOutSituation): Hop {
  const server = serverOf(binding);
  if (!server) {
    const status = route && table?.status.routes[route.index];
    const message = sentence(status?.conditions[0]?.message ?? 'There is none.');
    if (status && isGatewayOff(status)) {
      return declared('nat-vm', { state: 'broken', code: 'NAT_GATEWAY_OFF', message });
    }
    return seen('nat-vm', binding, { state: 'waiting', code: 'NAT_VM_MISSING', message });
  }
  if (server.status !== 'running') {
    const message = `It is ${server.status}.`;
    return seen('nat-vm', binding, { state: 'waiting', code: 'NAT_VM_NOT_RUNNING', message });
  }
  const [net] = server.privateNets;
  const alias = net?.aliasIps[0];
  if (alias === undefined) {
    const message = `It runs as ${net?.ip ?? 'unattached'}, but holds no address that routes lead to.`;
    return seen('nat-vm', binding, { state: 'waiting', code: 'NAT_VM_WITHOUT_ALIAS', message });
  }
  return seen('nat-vm', binding, {
    state: 'ok',
    message: `It runs as ${net?.ip}, routes lead to ${alias}.${besides(serverOf(spareVm))}`,
  });
}

function besides(spare: ServerSighting | undefined): string {
  const [net] = spare?.privateNets ?? [];
  return spare ? ` Beside it, ${net?.ip ?? 'another one'} is ${spare.status}.` : '';
}

/** Whether the gateway lets the instance's subnet out. */
export function configurationHop(situation: WayOutSituation): Hop {
  const { natVm, agent, subnet } = situation;
  const range = subnet?.status.cidr?.ipv4;
  if (serverOf(natVm)?.status !== 'running' || range === undefined)
    return nobodyToAsk('gateway-configuration');
  if (!agent) {
    const message = 'The NAT VM was made to let this subnet out; nothing on it reports whether it does.';
    return declared('gateway-configuration', { state: 'assumed', code: 'NOT_REPORTED', message });
  }
  if (!namesAll(agent.publishedPrefixes, [range])) {
    const message = `Configuration ${agent.publishedVersion} of the gateway does not let ${range} out.`;
    return declared('gateway-configuration', { state: 'waiting', code: 'SOURCE_NOT_ALLOWED', message });
  }
  return reported('gateway-configuration', agent, configurationFinding(agent, range));
}

function configurationFinding(agent: AgentSighting, range: string): Finding {
  const { acknowledgedVersion, publishedVersion, heartbeat } = agent;
  if (acknowledgedVersion < publishedVersion) {
    const last = heartbeat?.refusals.last;
    if (last) {
      const message = `The gateway has refused a configuration (${last.reason}): ${sentence(last.detail)}`;
      return { state: 'broken', code: 'CONFIGURATION_REFUSED', message };
    }
    const message = `The gateway has configuration ${acknowledgedVersion} in force, ${publishedVersion} is on its way.`;
    return { state: 'waiting', code: 'CONFIGURATION_BEHIND', message };
  }
  if (heartbeat && heartbeat.kernel.hasRules && !namesAll(heartbeat.kernel.sourcePrefixes, [range])) {
    const message = `The rules in the gateway’s kernel do not let ${range} out.`;
    return { state: 'broken', code: 'RULES_DIFFER', message };
  }
  return { state: 'ok', message: `Configuration ${acknowledgedVersion}, in force, lets ${range} out.` };
}

/** Whether packets pass the gateway, as far as its agent tells. */
export function forwardingHop({ natVm, agent }: WayOutSituation): Hop {
  if (serverOf(natVm)?.status !== 'running') return nobodyToAsk('forwarding');
  if (!agent) {
    const message = 'The NAT VM was made to forward; nothing on it reports whether it does.';
    return declared('forwarding', { state: 'assumed', code: 'NOT_REPORTED', message });
  }
  return reported('forwarding', agent, forwardingFinding(agent));
}

function forwardingFinding({ state, stateReason, isRegistered, heartbeat }: AgentSighting): Finding {
  if (state === 'draining') {
    return { state: 'broken', code: 'GATEWAY_DRAINING', message: sentence(stateReason) };
  }
  if (!isRegistered || !heartbeat) {
    const isLate = state === 'unhealthy';
    const message = isLate ? sentence(stateReason) : 'The NAT VM has not reported for the first time yet.';
    return { state: isLate ? 'broken' : 'waiting', code: 'AGENT_NOT_REGISTERED', message };
  }
  const fault = kernelFault(heartbeat);
  if (fault) return fault;
  // What it said last was good: it is unhealthy since it says nothing any more.
  if (state === 'unhealthy') return { state: 'broken', code: 'AGENT_SILENT', message: sentence(stateReason) };
  const { used } = heartbeat.connections;
  return { state: 'ok', message: `It forwards${used === null ? '' : `, ${used} connections are open`}.` };
}

function kernelFault({ kernel, connections, lastError }: AgentHeartbeat): Finding | undefined {
  const because = lastError === null ? '' : ` ${sentence(lastError)}`;
  if (!kernel.hasRules) {
    return { state: 'broken', code: 'RULES_MISSING', message: `Its rules are not loaded.${because}` };
  }
  if (kernel.publicInterface === null) {
    const message = `It has no public interface.${because}`;
    return { state: 'broken', code: 'PUBLIC_INTERFACE_MISSING', message };
  }
  if (!kernel.isForwarding) {
    return { state: 'broken', code: 'FORWARDING_OFF', message: `It does not forward.${because}` };
  }
  const { used, max } = connections;
  if (used !== null && max !== null && used >= max * FULL_TABLE) {
    const message = `${used} of ${max} connections are in use.`;
    return { state: 'broken', code: 'CONNECTIONS_EXHAUSTED', message };
  }
  return undefined;
}

export function publicIpHop({ natVm: binding }: WayOutSituation): Hop {
  const server = serverOf(binding);
  if (server?.publicIpv4) {
    const message = `Outside, it is seen as ${server.publicIpv4}.`;
    return seen('public-ip', binding, { state: 'ok', message });
  }
  if (server?.status === 'running') {
    const message = 'The NAT VM runs without its public address.';
    return seen('public-ip', binding, { state: 'broken', code: 'NO_PUBLIC_ADDRESS', message });
  }
  const message = 'There is no public address yet.';
  return seen('public-ip', binding, { state: 'waiting', code: 'NO_PUBLIC_ADDRESS', message });
}

function nobodyToAsk(name: HopName): Hop {
  return declared(name, { state: 'unknown', message: 'There is no running NAT VM to ask.' });
}

function reported(name: HopName, { heartbeatAt }: AgentSighting, finding: Finding): Hop {
  return { name, ...finding, evidence: heartbeatAt ? 'heartbeat' : 'declared', observedAt: heartbeatAt };
}
