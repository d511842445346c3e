import type { Binding, GatewayAgent, Ipv4Range, Resource, WorkspaceSettings } from '@seca-hetzner/domain';
import type { ServerTypeData } from '../../rules/catalogue-data.js';

/** What is wanted of a network and everything in it, as the database has it. */
export interface NetworkIntent {
  network: Resource<'network'>;
  /** Range at Hetzner. */
  ipRange: string;
  /** For example `eu-central`; one for all subnets. */
  networkZone: string;
  /** The connection of the workspace; without one nothing can be made. */
  connectionId: string | undefined;
  workspaceUid: string;
  subnets: SubnetIntent[];
  tables: TableIntent[];
  gateways: GatewayIntent[];
  /** Absent where NAT VMs are made without an agent. */
  agents: AgentsIntent | undefined;
  /** Whether what somebody else has changed is put right, or only told. */
  driftHealing: WorkspaceSettings['driftHealing'];
  /** Everything that this unit has, or may have, at Hetzner. */
  bindings: Binding[];
  now: Date;
}

export interface AgentsIntent {
  /** Where VMs reach us. */
  url: string;
  /** Whether VMs of other networks report, or there are none: else a silent VM may not be to blame. */
  areOthersHeard: boolean;
  /** Whether each gateway has a second VM, ready to take over. */
  hasStandbys: boolean;
}

export interface SubnetIntent {
  subnet: Resource<'subnet'>;
  /** The range it holds; `undefined` while it waits for one. */
  range: Ipv4Range | undefined;
  /** The table it names, if that exists. */
  tableUid: string | undefined;
}

export interface TableIntent {
  table: Resource<'routing-table'>;
  routes: RouteIntent[];
}

/** A route as the table declares it, with what its target comes to in this network. */
export interface RouteIntent {
  destination: string;
  target:
    | { type: 'gateway'; gatewayUid: string }
    /** `address` is `undefined` while the instance has none in this network. */
    | { type: 'instance'; name: string; address: string | undefined }
    | { type: 'address'; address: string }
    | { type: 'missing'; name: string };
}

/** An internet gateway that tables of this network lead to, or that still has a NAT VM in it. */
export interface GatewayIntent {
  gateway: Resource<'internet-gateway'>;
  use: GatewayUse;
  /** Where its VM is to be; absent while nobody needs one. */
  place: NatPlace | undefined;
  /** What it holds in this network, where that still fits the place. */
  addresses: NatAddresses | undefined;
  /** Who reports from its VM. */
  agent: GatewayAgent | undefined;
  /** The same of a second VM; absent where there never was one. */
  standby?: StandbyIntent;
}

export interface StandbyIntent {
  addresses: NatAddresses | undefined;
  agent: GatewayAgent | undefined;
}

/** The VM's own address, and the one that routes lead to. */
export interface NatAddresses {
  own: string;
  alias: string;
}

/**
 * `needed`: a living instance lies in a subnet whose table leads to it. `leaving`: only deleting ones do, or the
 * way to it is gone for good. `idle`: nobody does right now. `off`: the workspace is to have no NAT VMs.
 */
export type GatewayUse = 'needed' | 'leaving' | 'idle' | 'off';

export interface NatPlace {
  subnetUid: string;
  subnetRange: string;
  location: string;
  /** Ranges of the subnets whose instances may leave through it. */
  sourcePrefixes: string[];
  /** Types that can be had there, the cheapest first. */
  serverTypes: ServerTypeData[];
  imageIds: Record<'x86' | 'arm', number | undefined>;
}
