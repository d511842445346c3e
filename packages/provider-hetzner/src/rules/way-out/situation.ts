import type { Binding, Resource } from '@seca-hetzner/domain';

/** Everything on the way from an instance to the internet, as far as it exists. */
export interface WayOutSituation {
  instance: Resource<'instance'>;
  nic: Resource<'nic'> | undefined;
  subnet: Resource<'subnet'> | undefined;
  table: Resource<'routing-table'> | undefined;
  /** The first route of the table that leads to an internet gateway: its place in the table, and the gateway. */
  route: { index: number; gateway: Resource<'internet-gateway'> | undefined } | undefined;
  server: Binding | undefined;
  network: Binding | undefined;
  /** Of two the one that routes lead to. */
  natVm: Binding | undefined;
  /** The other one, where there are two. */
  spareVm?: Binding | undefined;
  /** Absent when the NAT VM was made without one. */
  agent: AgentSighting | undefined;
  /** What the gateway has counted of the instance's address, when it was asked just now. */
  look: GatewayLook | undefined;
}

/** What is known of the agent on a NAT VM. */
export interface AgentSighting {
  id: string;
  state: 'provisioning' | 'active' | 'draining' | 'unhealthy';
  /** Why it is in that state, as a sentence. */
  stateReason: string;
  isRegistered: boolean;
  heartbeatAt: Date | undefined;
  heartbeat: AgentHeartbeat | undefined;
  /** The configuration that it was last told; 0 while there is none. */
  publishedVersion: number;
  publishedPrefixes: readonly string[];
  acknowledgedVersion: number;
}

/** The parts of a heartbeat that say whether packets pass. */
export interface AgentHeartbeat {
  kernel: {
    isForwarding: boolean;
    hasRules: boolean;
    sourcePrefixes: readonly string[];
    publicInterface: string | null;
  };
  connections: { used: number | null; max: number | null };
  refusals: { count: number; last: { at: string; reason: string; detail: string } | null };
  lastError: string | null;
}

/** What a gateway has counted of one source address within the last hour. */
export interface GatewayLook {
  at: Date;
  source: string;
  isAllowed: boolean;
  lastForwardedAt: Date | undefined;
  packets: number;
  flows: number | undefined;
  droppedPackets: number;
}
