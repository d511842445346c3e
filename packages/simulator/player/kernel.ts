import type { AgentSettings } from './agent-file.js';
import type { Guest } from './simulator-control.js';

export interface KernelState {
  readonly isForwarding: boolean;
  readonly hasRules: boolean;
  readonly sourcePrefixes: readonly string[];
  readonly publicInterface: string | null;
  readonly privateInterface: string | null;
  readonly addresses: readonly string[];
}

/** What the kernel of a NAT VM would show, seen what its machine has been given. */
export function kernelOf(
  guest: Guest,
  settings: AgentSettings,
  sourcePrefixes: readonly string[],
): KernelState {
  const network = networkOf(guest, settings);
  const hasRules = !guest.faults.rulesFlushed;
  const addresses = [
    ...(guest.publicIpv4 === null ? [] : [guest.publicIpv4]),
    ...guest.networks.map(({ ip }) => ip),
    // The machine gives itself this one, whoever holds it in the network.
    ...(network === undefined ? [] : [settings.aliasAddress]),
  ];
  return {
    isForwarding: hasRules && guest.publicIpv4 !== null && network !== undefined,
    hasRules,
    sourcePrefixes: hasRules ? sourcePrefixes : [],
    // The device of the default route: there is none without a public address.
    publicInterface: guest.publicIpv4 === null ? null : 'eth0',
    privateInterface: network === undefined ? null : 'enp7s0',
    addresses,
  };
}

/** Who sends packets to the gateway: machines that send, have no way out of their own, and are routed to it. */
export function sendersOf(guest: Guest, settings: AgentSettings): string[] {
  const network = networkOf(guest, settings);
  const isRoutedHere = network?.routes.some(
    ({ destination, gateway }) => destination === '0.0.0.0/0' && gateway === settings.aliasAddress,
  );
  if (network === undefined || !isRoutedHere || !network.aliasIps.includes(settings.aliasAddress)) return [];
  return network.neighbours
    .filter(({ isSending, hasPublicInterface }) => isSending && !hasPublicInterface)
    .map(({ ip }) => ip);
}

/** The machine's interface in the network that it is the gateway of. */
function networkOf(
  { networks }: Guest,
  { privateAddress }: AgentSettings,
): Guest['networks'][number] | undefined {
  return networks.find(({ ip }) => ip === privateAddress);
}
