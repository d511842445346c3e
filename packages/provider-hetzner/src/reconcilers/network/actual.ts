import type { GatewayAgent } from '@seca-hetzner/domain';
import type { Network, PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import type { Session } from '../session.js';
import type { NatAddresses } from './intent.js';

/** What there is of a network at Hetzner. */
export interface NetworkActual {
  /** Absent while the workspace has no connection. */
  session: Session | undefined;
  network: Network | undefined;
  /** Whether there may be a network that was not seen. */
  isNetworkBound: boolean;
  /** By `natVmKey`. */
  natVms: ReadonlyMap<string, NatVmActual>;
  /** Server types that turned out to be sold out during this run. */
  soldOut: readonly string[];
}

export interface NatVmActual {
  server: Server | undefined;
  primaryIp: PrimaryIp | undefined;
  /** Whether there may be a server, or a Primary IP, that was not seen. */
  isServerBound: boolean;
  isPrimaryIpBound: boolean;
  /** What the server was told at its making, see `configurationDigest`; `undefined` when not known. */
  configuration: string | undefined;
  /** What it holds in the network. */
  addresses: NatAddresses | undefined;
  /** Since when nobody needs it. */
  idleSince: Date | undefined;
  /** Who reports from it; `undefined` when nobody can. */
  agent: GatewayAgent | undefined;
  /** When we last booted it. */
  bootedAt: Date | undefined;
}

/** What is kept of the making of a NAT VM's server. */
export interface NatVmMadeWith {
  configuration?: string;
  /** ISO 8601. */
  bootedAt?: string;
}

export const noNatVm: NatVmActual = {
  server: undefined,
  primaryIp: undefined,
  isServerBound: false,
  isPrimaryIpBound: false,
  configuration: undefined,
  addresses: undefined,
  idleSince: undefined,
  agent: undefined,
  bootedAt: undefined,
};
