import type { AgentState } from './agent-state.js';
import type { Heartbeat } from './heartbeat.js';

/** A gateway in a network: what has one NAT VM, and so one living agent. */
export interface GatewayInNetwork {
  gatewayUid: string;
  networkUid: string;
}

/** A living agent: one that is not revoked. */
export interface GatewayAgent extends GatewayInNetwork {
  id: string;
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
}
