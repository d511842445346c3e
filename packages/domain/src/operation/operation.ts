import type { GatewayInNetwork } from '../agent/gateway-agent.js';
import type { Unit } from '../jobs/units.js';
import type { OperationEntity } from './operation.entity.js';

export type OperationKind =
  | 'provision-node'
  | 'delete-node'
  | 'start-instance'
  | 'stop-instance'
  | 'restart-instance'
  | 'reconcile'
  | 'drain-gateway'
  | 'resume-gateway'
  | 'replace-gateway'
  | 'fail-over-gateway'
  | 'apply-plan';

/** What a step waits for; always something that the database tells, so that a restart forgets nothing. */
export type Goal =
  /** The resource is as its version `version`, or a later one, declares it. */
  | { type: 'settled'; uid: string; version: number }
  /** The resource does not exist any more. */
  | { type: 'gone'; uid: string }
  /** A run of the unit has ended since it was asked for. */
  | { type: 'looked-after'; unit: Unit }
  /** The NAT VM was made anew, and its agent, if it has one, is active. */
  | ({ type: 'gateway-made' } & GatewayInNetwork)
  /** The agent of the NAT VM is, or is not, out of use. */
  | ({ type: 'gateway-drained'; isDrained: boolean } & GatewayInNetwork)
  /** Routes lead to the NAT VM of this agent, as was asked for at this RFC 3339 instant. */
  | ({ type: 'gateway-turned'; agentId: string; requestedAt: string } & GatewayInNetwork);

/** One thing that an operation waits for. */
export interface OperationStep {
  /** For people: `instance web-1`. */
  name: string;
  goal: Goal;
  /** RFC 3339 instant when it was seen done; absent while it is awaited. */
  doneAt?: string;
}

export type Operation = OperationEntity;
