import {
  agentTrust,
  findAgents,
  issueAgent,
  publishConfiguration,
  type GatewayAgent,
  type GatewayInNetwork,
} from '@seca-hetzner/domain';
import { natVmUserData } from '../../guest/nat-vm.js';
import type { Work } from './apply-nat-vm.js';
import { natVmOf } from './nat-vm.js';

export function gatewayIn({
  gatewayUid,
  slot,
  intent,
}: Pick<Work, 'gatewayUid' | 'slot' | 'intent'>): Required<GatewayInNetwork> {
  return { gatewayUid, slot, networkUid: intent.network.uid };
}

/**
 * The VM's own cloud-init. With it comes a new agent, whose identity is good for one registration: to be called right
 * before the call that makes the VM or its disk, since it ends the agent that was there.
 */
export async function userDataFor(work: Work): Promise<string> {
  const { intent, run, place, addresses, agents } = work;
  const vm = natVmOf(intent, place(), addresses());
  if (!agents) return natVmUserData(vm);
  const { url, cipher } = agents;
  const gateway = gatewayIn(work);
  const { gatewayUid, networkUid } = gateway;
  const { domain } = run;
  return run.write(async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const { agentId: id, identity } = await issueAgent(manager, gateway, now);
    const { sourcePrefixes } = vm;
    await publishConfiguration(domain, transaction, { ...gateway, sourcePrefixes }, cipher);
    const trust = await agentTrust(manager, cipher, now);
    return natVmUserData({ ...vm, agent: { id, gatewayUid, networkUid, url, identity, ...trust } });
  });
}

/** Makes the configuration that the agent takes next. */
export async function tellAgent(work: Work): Promise<GatewayAgent | undefined> {
  const { run, place, agents } = work;
  if (agents) {
    const { sourcePrefixes } = place();
    await run.write((transaction) =>
      publishConfiguration(run.domain, transaction, { ...gatewayIn(work), sourcePrefixes }, agents.cipher),
    );
  }
  return agentOf(work);
}

/** Who is to report from the VM by now. */
export async function agentOf({ run, intent, gatewayUid, slot }: Work): Promise<GatewayAgent | undefined> {
  const agents = await findAgents(run.domain.dataSource.manager, intent.network.uid);
  return agents.find((agent) => agent.gatewayUid === gatewayUid && agent.slot === slot);
}
