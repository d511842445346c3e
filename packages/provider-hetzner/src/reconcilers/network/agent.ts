import type { GatewayAgent, TokenCipher } from '@seca-hetzner/domain';
import type { NatVmActual } from './actual.js';
import type { NetworkIntent } from './intent.js';
import type { NatVmStep } from './nat-vm.js';

/** How NAT VMs report; absent where they are made without an agent. */
export interface AgentOptions {
  /** Where VMs reach us, such as `https://agents.example.org:4010`. */
  url: string;
  /** For the keys that sign what they are told. */
  cipher: TokenCipher;
}

/** A VM that is unhealthy may mend itself for so long. */
const RESET_AFTER_MS = 30_000;

/** A reset boots the VM anew; one that is as before after this long gets a new disk. */
const REBUILD_AFTER_MS = 180_000;

/**
 * What is done for a VM that is not well: first what its agent is to know, then a reset, then a new disk. One that
 * has never reported is reset once and then left to an operator: it may forward all the same, and a new disk would
 * be as silent. While no other VM is heard of either, the fault is rather on our side, and nothing is touched.
 */
export function planAgent(intent: NetworkIntent, gatewayUid: string, vm: NatVmActual): NatVmStep[] {
  const { agent } = vm;
  const place = intent.gateways.find(({ gateway }) => gateway.uid === gatewayUid)?.place;
  if (!intent.agents || !agent || !place) return [];
  const isTold =
    isSameList(agent.publishedSourcePrefixes, place.sourcePrefixes) && agent.isPublishedWithCurrentKeys;
  const remedy = remedyFor(intent, agent, vm.bootedAt);
  return [
    ...(isTold ? [] : [{ do: 'publish-configuration', gatewayUid } as const]),
    ...(remedy && remedy.dueInMs <= 0 ? [{ do: remedy.step, gatewayUid }] : []),
  ];
}

/** When the first VM that is not well is to be helped, in ms from now; `undefined` when all are well. */
export function nextRemedyMs(
  intent: NetworkIntent,
  natVms: ReadonlyMap<string, NatVmActual>,
): number | undefined {
  const dues = [...natVms.values()].flatMap(({ agent, bootedAt }) => {
    const remedy = agent && remedyFor(intent, agent, bootedAt);
    return remedy ? [Math.max(0, remedy.dueInMs)] : [];
  });
  return dues.length > 0 ? Math.min(...dues) : undefined;
}

function remedyFor(
  { agents, now }: NetworkIntent,
  { state, stateSince, registeredAt }: GatewayAgent,
  bootedAt: Date | undefined,
): { step: 'reset-nat-vm' | 'rebuild-nat-vm'; dueInMs: number } | undefined {
  if (state !== 'unhealthy' || !agents?.areOthersHeard) return undefined;
  if (!bootedAt || bootedAt < stateSince) {
    return { step: 'reset-nat-vm', dueInMs: stateSince.getTime() + RESET_AFTER_MS - now.getTime() };
  }
  if (!registeredAt) return undefined;
  return { step: 'rebuild-nat-vm', dueInMs: bootedAt.getTime() + REBUILD_AFTER_MS - now.getTime() };
}

function isSameList(some: readonly string[] | undefined, others: readonly string[]): boolean {
  return some !== undefined && some.length === others.length && some.every((each, n) => each === others[n]);
}
