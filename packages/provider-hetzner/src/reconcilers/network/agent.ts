import type { TokenCipher } from '@seca-hetzner/domain';
import type { NatVmActual, NetworkActual } from './actual.js';
import type { NetworkIntent } from './intent.js';
import { natVmKey, type NatSlot } from './nat-slot.js';
import type { NatVmStep } from './nat-vm.js';

/** How NAT VMs report; absent where they are made without an agent. */
export interface AgentOptions {
  /** Where VMs reach us, such as `https://agents.example.org:4010`. */
  url: string;
  /** For the keys that sign what they are told. */
  cipher: TokenCipher;
  /** Whether each gateway has a second VM, ready to take over. */
  hasStandbys: boolean;
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
export function planAgent(
  intent: NetworkIntent,
  where: NatSlot,
  vm: NatVmActual,
  sibling: NatVmActual | undefined,
): NatVmStep[] {
  const { agent } = vm;
  const place = intent.gateways.find(({ gateway }) => gateway.uid === where.gatewayUid)?.place;
  if (!intent.agents || !agent || !place) return [];
  const isTold =
    isSameList(agent.publishedSourcePrefixes, place.sourcePrefixes) && agent.isPublishedWithCurrentKeys;
  const remedy = remedyFor(intent, vm, sibling);
  return [
    ...(isTold ? [] : [{ do: 'publish-configuration', ...where } as const]),
    ...(remedy && remedy.dueInMs <= 0 ? [{ do: remedy.step, ...where }] : []),
  ];
}

/** When the first VM that is not well is to be helped, in ms from now; `undefined` when all are well. */
export function nextRemedyMs(intent: NetworkIntent, { natVms }: NetworkActual): number | undefined {
  const dues = intent.gateways.flatMap(({ gateway }) => {
    const primary = natVms.get(natVmKey(gateway.uid));
    const standby = natVms.get(natVmKey(gateway.uid, 'standby'));
    const remedies = [
      primary && remedyFor(intent, primary, standby),
      standby && remedyFor(intent, standby, primary),
    ];
    return remedies.flatMap((remedy) => (remedy ? [Math.max(0, remedy.dueInMs)] : []));
  });
  return dues.length > 0 ? Math.min(...dues) : undefined;
}

function remedyFor(
  { agents, now }: NetworkIntent,
  { agent, bootedAt }: NatVmActual,
  sibling: NatVmActual | undefined,
): { step: 'reset-nat-vm' | 'rebuild-nat-vm'; dueInMs: number } | undefined {
  const isAnyHeard = agents?.areOthersHeard === true || sibling?.agent?.state === 'active';
  if (agent?.state !== 'unhealthy' || !agents || !isAnyHeard) return undefined;
  const { stateSince, registeredAt } = agent;
  if (!bootedAt || bootedAt < stateSince) {
    return { step: 'reset-nat-vm', dueInMs: stateSince.getTime() + RESET_AFTER_MS - now.getTime() };
  }
  if (!registeredAt) return undefined;
  return { step: 'rebuild-nat-vm', dueInMs: bootedAt.getTime() + REBUILD_AFTER_MS - now.getTime() };
}

function isSameList(some: readonly string[] | undefined, others: readonly string[]): boolean {
  return some !== undefined && some.length === others.length && some.every((each, n) => each === others[n]);
}
