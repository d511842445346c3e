import { createHash } from 'node:crypto';
import type { NatVmSlot, WaitStep } from '@seca-hetzner/domain';
import { natVmFingerprintText, type NatVm } from '../../guest/nat-vm.js';
import type { PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import type { ServerTypeData } from '../../rules/catalogue-data.js';
import { planAgent } from './agent.js';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import type { GatewayIntent, NatAddresses, NatPlace, NetworkIntent } from './intent.js';
import { natVmKey, otherSlot, slotOf, type NatSlot } from './nat-slot.js';

/** How long a NAT VM that nobody needs is kept, in case somebody needs it again. */
export const LINGER_MS = 600_000;

/** Something that only Hetzner can end. */
const PASSING_STATES = new Set([
  'initializing',
  'starting',
  'stopping',
  'deleting',
  'migrating',
  'rebuilding',
]);

export type NatVmStep = NatSlot &
  (
    | { do: 'claim-nat-addresses' }
    | { do: 'create-nat-ip' }
    | { do: 'create-nat-vm'; serverType: string }
    | { do: 'attach-nat-vm' }
    | { do: 'attach-nat-vm-without-alias' }
    | { do: 'set-nat-alias' }
    | { do: 'release-nat-alias' }
    | { do: 'power-off-nat-vm' }
    | { do: 'assign-nat-ip' }
    | { do: 'power-on-nat-vm' }
    | { do: 'publish-configuration' }
    | { do: 'reset-nat-vm' }
    | { do: 'rebuild-nat-vm' }
    | { do: 'end-turn-request' }
    | { do: 'delete-nat-vm' }
    | { do: 'delete-nat-ip' }
    | { do: 'release-nat-addresses' }
    | { do: 'note-idle-nat-vm'; idleSince: Date | undefined }
  );

/** What a VM that forwards does not do meanwhile. */
const INTERRUPTING = new Set<string>([
  'power-off-nat-vm',
  'reset-nat-vm',
  'rebuild-nat-vm',
  'delete-nat-vm',
  'delete-nat-ip',
  'release-nat-addresses',
] satisfies NatVmStep['do'][]);

export function isInterrupting(step: { do: string }): boolean {
  return INTERRUPTING.has(step.do);
}

/** What a VM is told at its making, but for the identity of its agent. */
export function natVmOf(intent: NetworkIntent, place: NatPlace, addresses: NatAddresses): NatVm {
  return {
    networkRange: intent.ipRange,
    sourcePrefixes: place.sourcePrefixes,
    privateAddress: addresses.own,
    aliasAddress: addresses.alias,
  };
}

/** The same in short, without what its agent can be told later: another digest needs another making. */
export function configurationDigest(
  intent: NetworkIntent,
  gatewayUid: string,
  place: NatPlace,
  addresses: NatAddresses,
): string {
  const agent = intent.agents && { url: intent.agents.url, gatewayUid, networkUid: intent.network.uid };
  const text = natVmFingerprintText(natVmOf(intent, place, addresses), agent);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whether the VM runs and holds all its addresses, so that packets of guests come to it. */
export function isInPlace(vm: NatVmActual): boolean {
  return isStanding(vm) && attachmentOf(vm) === 'complete';
}

/** Whether the VM runs between network and internet; routes need not lead to it. */
export function isStanding(vm: NatVmActual): boolean {
  const isPublic = vm.server?.public_net.ipv4 != null;
  const isAttached = attachmentOf(vm) === 'complete' || attachmentOf(vm) === 'no-alias';
  return isPublic && vm.server?.status === 'running' && isAttached;
}

export function holdsAlias({ server, addresses }: NatVmActual): boolean {
  const held = server?.private_net.flatMap((net) => net.alias_ips) ?? [];
  return addresses !== undefined && held.includes(addresses.alias);
}

/** How far the VM is attached to its network. */
function attachmentOf({ server, addresses }: NatVmActual): 'none' | 'no-alias' | 'complete' | 'elsewhere' {
  const [net] = server?.private_net ?? [];
  if (!net) return 'none';
  if (!addresses || net.ip !== addresses.own) return 'elsewhere';
  return net.alias_ips.includes(addresses.alias) ? 'complete' : 'no-alias';
}

/** The steps for a VM that nobody needs now: it lingers, unless it is `leaving`. */
export function planUnneededVm(
  intent: NetworkIntent,
  slot: NatSlot,
  vm: NatVmActual,
  leaving: boolean,
): NatVmStep[] {
  if (leaving || !isLingering(intent, vm)) return planRemoval(slot, vm);
  return vm.idleSince ? [] : [{ do: 'note-idle-nat-vm', ...slot, idleSince: intent.now }];
}

/** One VM of a gateway, and whether it is to hold the address that routes lead to. */
export interface NatVmOrder {
  slot: NatVmSlot;
  isHolder: boolean;
}

/** The steps that lead from what there is of a VM to what is wanted, in order. */
export function planNeededVm(
  intent: NetworkIntent,
  { natVms, soldOut }: NetworkActual,
  { gateway, place }: GatewayIntent,
  { slot, isHolder }: NatVmOrder,
): (NatVmStep | WaitStep)[] {
  const vm = natVms.get(natVmKey(gateway.uid, slot)) ?? noNatVm;
  const sibling = natVms.get(natVmKey(gateway.uid, otherSlot(slot)));
  const where = slotOf(gateway.uid, slot);
  const { server, primaryIp, addresses } = vm;
  if (!place) return [];
  if (server && PASSING_STATES.has(server.status)) {
    return [
      { do: 'wait', reason: `the NAT VM of '${gateway.name}' is ${server.status}`, pollAfterMs: 2_000 },
    ];
  }
  const isServerElsewhere =
    server !== undefined && (server.location.name !== place.location || attachmentOf(vm) === 'elsewhere');
  const isAddressElsewhere = primaryIp !== undefined && primaryIp.location.name !== place.location;
  if (isServerElsewhere || isAddressElsewhere) return planRemoval(where, vm);
  if (!addresses) return [{ do: 'claim-nat-addresses', ...where }];

  const steps: (NatVmStep | WaitStep)[] = [];
  if (vm.idleSince) steps.push({ do: 'note-idle-nat-vm', ...where, idleSince: undefined });
  if (!server) {
    const serverType = firstAvailable(place, soldOut);
    if (!serverType) {
      const reason = `no server type can be had in ${place.location} for the NAT VM of '${gateway.name}'`;
      return [...steps, { do: 'wait', reason, pollAfterMs: 60_000 }];
    }
    if (!primaryIp) steps.push({ do: 'create-nat-ip', ...where });
    steps.push({ do: 'create-nat-vm', ...where, serverType: serverType.serverType });
  }
  const isWithoutAddress = server !== undefined && server.public_net.ipv4 === null;
  if (isWithoutAddress) steps.push(...planAddress(where, server, primaryIp));
  if (server && vm.configuration !== configurationDigest(intent, gateway.uid, place, addresses)) {
    steps.push({ do: 'rebuild-nat-vm', ...where });
  }
  const attachment = attachmentOf(vm);
  if (attachment === 'none') {
    steps.push({ do: isHolder ? 'attach-nat-vm' : 'attach-nat-vm-without-alias', ...where });
  }
  if (attachment === 'no-alias' && isHolder) steps.push({ do: 'set-nat-alias', ...where });
  if (server?.status !== 'running' || isWithoutAddress) steps.push({ do: 'power-on-nat-vm', ...where });
  return [...steps, ...planAgent(intent, where, vm, sibling)];
}

/** Somebody took its public address away, or deleted it; Hetzner gives a server one only while that is off. */
function planAddress(where: NatSlot, { status }: Server, primaryIp: PrimaryIp | undefined): NatVmStep[] {
  return [
    ...(primaryIp ? [] : [{ do: 'create-nat-ip', ...where } as const]),
    ...(status === 'running' ? [{ do: 'power-off-nat-vm', ...where } as const] : []),
    { do: 'assign-nat-ip', ...where },
  ];
}

function firstAvailable(
  { serverTypes, imageIds }: NatPlace,
  soldOut: readonly string[],
): ServerTypeData | undefined {
  return serverTypes.find(
    ({ serverType, architecture }) => imageIds[architecture] !== undefined && !soldOut.includes(serverType),
  );
}

export function planRemoval(where: NatSlot, vm: NatVmActual): NatVmStep[] {
  return [
    ...(vm.isServerBound ? [{ do: 'delete-nat-vm', ...where } as const] : []),
    ...(vm.isPrimaryIpBound ? [{ do: 'delete-nat-ip', ...where } as const] : []),
    ...(vm.addresses ? [{ do: 'release-nat-addresses', ...where } as const] : []),
  ];
}

/** Whether an idle VM is still kept. */
function isLingering(intent: NetworkIntent, { server, idleSince = intent.now }: NatVmActual): boolean {
  return server !== undefined && intent.now.getTime() - idleSince.getTime() < LINGER_MS;
}

/** When the first of the idle VMs is to go, in ms from now; `undefined` when none is idle. */
export function nextLingerEndMs(
  intent: NetworkIntent,
  actual: NetworkActual | undefined,
): number | undefined {
  const ends = [...(actual?.natVms.values() ?? [])].flatMap(({ idleSince }) =>
    idleSince ? [idleSince.getTime() + LINGER_MS - intent.now.getTime()] : [],
  );
  return ends.length > 0 ? Math.max(0, Math.min(...ends)) : undefined;
}
