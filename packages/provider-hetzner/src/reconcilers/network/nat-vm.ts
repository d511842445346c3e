import { createHash } from 'node:crypto';
import type { WaitStep } from '@seca-hetzner/domain';
import { natVmFingerprintText, type NatVm } from '../../guest/nat-vm.js';
import type { PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import type { ServerTypeData } from '../../rules/catalogue-data.js';
import { planAgent } from './agent.js';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import type { GatewayIntent, NatAddresses, NatPlace, NetworkIntent } from './intent.js';

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

export type NatVmStep =
  | { do: 'claim-nat-addresses'; gatewayUid: string }
  | { do: 'create-nat-ip'; gatewayUid: string }
  | { do: 'create-nat-vm'; gatewayUid: string; serverType: string }
  | { do: 'attach-nat-vm'; gatewayUid: string }
  | { do: 'set-nat-alias'; gatewayUid: string }
  | { do: 'power-off-nat-vm'; gatewayUid: string }
  | { do: 'assign-nat-ip'; gatewayUid: string }
  | { do: 'power-on-nat-vm'; gatewayUid: string }
  | { do: 'publish-configuration'; gatewayUid: string }
  | { do: 'reset-nat-vm'; gatewayUid: string }
  | { do: 'rebuild-nat-vm'; gatewayUid: string }
  | { do: 'delete-nat-vm'; gatewayUid: string }
  | { do: 'delete-nat-ip'; gatewayUid: string }
  | { do: 'release-nat-addresses'; gatewayUid: string }
  | { do: 'note-idle-nat-vm'; gatewayUid: string; idleSince: Date | undefined };

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

/** Whether the VM runs and holds its addresses, so that it can forward. */
export function isInPlace(vm: NatVmActual): boolean {
  const isPublic = vm.server?.public_net.ipv4 != null;
  return isPublic && vm.server?.status === 'running' && attachmentOf(vm) === 'complete';
}

/** How far the VM is attached to its network. */
function attachmentOf({ server, addresses }: NatVmActual): 'none' | 'no-alias' | 'complete' | 'elsewhere' {
  const [net] = server?.private_net ?? [];
  if (!net) return 'none';
  if (!addresses || net.ip !== addresses.own) return 'elsewhere';
  return net.alias_ips.includes(addresses.alias) ? 'complete' : 'no-alias';
}

/** The steps that lead from what there is of a gateway's VM to what is wanted, in order. */
export function planNatVm(
  intent: NetworkIntent,
  actual: NetworkActual,
  gatewayIntent: GatewayIntent,
): (NatVmStep | WaitStep)[] {
  const { gateway, use } = gatewayIntent;
  const vm = actual.natVms.get(gateway.uid) ?? noNatVm;
  if (use === 'needed') return planNeeded(intent, actual, gatewayIntent, vm);
  if (use === 'leaving' || use === 'off' || !isLingering(intent, vm)) return planRemoval(gateway.uid, vm);
  return vm.idleSince ? [] : [{ do: 'note-idle-nat-vm', gatewayUid: gateway.uid, idleSince: intent.now }];
}

function planNeeded(
  intent: NetworkIntent,
  { soldOut }: NetworkActual,
  { gateway, place }: GatewayIntent,
  vm: NatVmActual,
): (NatVmStep | WaitStep)[] {
  const gatewayUid = gateway.uid;
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
  if (isServerElsewhere || isAddressElsewhere) return planRemoval(gatewayUid, vm);
  if (!addresses) return [{ do: 'claim-nat-addresses', gatewayUid }];

  const steps: (NatVmStep | WaitStep)[] = [];
  if (vm.idleSince) steps.push({ do: 'note-idle-nat-vm', gatewayUid, idleSince: undefined });
  if (!server) {
    const serverType = firstAvailable(place, soldOut);
    if (!serverType) {
      const reason = `no server type can be had in ${place.location} for the NAT VM of '${gateway.name}'`;
      return [...steps, { do: 'wait', reason, pollAfterMs: 60_000 }];
    }
    if (!primaryIp) steps.push({ do: 'create-nat-ip', gatewayUid });
    steps.push({ do: 'create-nat-vm', gatewayUid, serverType: serverType.serverType });
  }
  const isWithoutAddress = server !== undefined && server.public_net.ipv4 === null;
  if (isWithoutAddress) steps.push(...planAddress(gatewayUid, server, primaryIp));
  if (server && vm.configuration !== configurationDigest(intent, gatewayUid, place, addresses)) {
    steps.push({ do: 'rebuild-nat-vm', gatewayUid });
  }
  const attachment = attachmentOf(vm);
  if (attachment === 'none') steps.push({ do: 'attach-nat-vm', gatewayUid });
  if (attachment === 'no-alias') steps.push({ do: 'set-nat-alias', gatewayUid });
  if (server?.status !== 'running' || isWithoutAddress) steps.push({ do: 'power-on-nat-vm', gatewayUid });
  return [...steps, ...planAgent(intent, gatewayUid, vm)];
}

/** Somebody took its public address away, or deleted it; Hetzner gives a server one only while that is off. */
function planAddress(gatewayUid: string, { status }: Server, primaryIp: PrimaryIp | undefined): NatVmStep[] {
  return [
    ...(primaryIp ? [] : [{ do: 'create-nat-ip', gatewayUid } as const]),
    ...(status === 'running' ? [{ do: 'power-off-nat-vm', gatewayUid } as const] : []),
    { do: 'assign-nat-ip', gatewayUid },
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

function planRemoval(gatewayUid: string, vm: NatVmActual): NatVmStep[] {
  return [
    ...(vm.isServerBound ? [{ do: 'delete-nat-vm', gatewayUid } as const] : []),
    ...(vm.isPrimaryIpBound ? [{ do: 'delete-nat-ip', gatewayUid } as const] : []),
    ...(vm.addresses ? [{ do: 'release-nat-addresses', gatewayUid } as const] : []),
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
