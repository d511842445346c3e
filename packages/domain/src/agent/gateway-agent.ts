import type { AgentState } from './agent-state.js';
import type { Heartbeat } from './heartbeat.js';

/** Which of a gateway's NAT VMs in a network: the one that there always is, or the second one of a pair. */
export const natVmSlots = ['primary', 'standby'] as const;

export type NatVmSlot = (typeof natVmSlots)[number];

/** The roles of their servers among the bindings of their network. */
export const natVmRoles = { primary: 'nat-vm', standby: 'nat-vm-standby' } as const satisfies Record<
  NatVmSlot,
  string
>;

/** A place for one NAT VM, and so for one living agent. */
export interface GatewayInNetwork {
  gatewayUid: string;
  networkUid: string;
  /** `primary` when absent. */
  slot?: NatVmSlot;
}

/** A living agent: one that is not revoked. */
export interface GatewayAgent extends GatewayInNetwork {
  id: string;
  slot: NatVmSlot;
  /** `undefined` until its VM has come up and registered it. */
  registeredAt: Date | undefined;
  /** When it was issued. */
  createdAt: Date;
  state: AgentState;
  stateSince: Date;
  /** For people. */
  stateReason: string | undefined;
  heartbeat: Heartbeat | undefined;
  heartbeatAt: Date | undefined;
  /** The newest configuration made for this agent; 0 when there is none yet. */
  publishedVersion: number;
  publishedAt: Date | undefined;
  /** The prefixes in it; `undefined` when there is none. */
  publishedSourcePrefixes: string[] | undefined;
  /** Whether that names the signing keys that are in use now, and no others. */
  isPublishedWithCurrentKeys: boolean;
  /** The version that it says is in force; 0 is what its VM was made with. */
  acknowledgedVersion: number;
  /** When an operator has asked for its VM to get what routes lead to; `undefined` once that is done. */
  turnRequestedAt: Date | undefined;
}
