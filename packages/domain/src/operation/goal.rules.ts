import type { AgentState } from '../agent/agent-state.js';
import type { Condition, ResourceState } from '../resource/conditions.js';
import { errorClassOf, type OperationErrorClass } from './operation-errors.js';
import type { Goal } from './operation.js';

/** What the database tells of a goal's subject. */
export interface GoalSighting {
  /** Absent when its row is gone. */
  resource?:
    | { state: ResourceState; newest: Condition | undefined; observedVersion: number; isDeleting: boolean }
    | undefined;
  /** Units: whether it is still due, and how many runs in a row have failed. */
  due?: { isDue: boolean; failures: number } | undefined;
  /** NAT VMs: whether it was made with what is known, and the state of its living agent. */
  vm?: { isMade: boolean; agentState: AgentState | undefined } | undefined;
  /** A living agent: when its VM was asked to take over, and which such request was done last. */
  turn?: { requestedAt: Date | null; takenFor: Date | null } | undefined;
}

export type GoalJudgement =
  | { outcome: 'reached' | 'awaited' }
  | { outcome: 'failed'; errorClass: OperationErrorClass; message: string };

const reached = { outcome: 'reached' } as const;
const awaited = { outcome: 'awaited' } as const;
const superseded = {
  outcome: 'failed',
  errorClass: 'SUPERSEDED',
  message: 'somebody has asked for the other one since',
} as const;
const gone = { outcome: 'failed', errorClass: 'RESOURCE_GONE', message: 'it was deleted meanwhile' } as const;

/** Whether what a step waits for is there, is still to come, or never will be. */
export function judgeGoal(goal: Goal, { resource, due, vm, turn }: GoalSighting): GoalJudgement {
  switch (goal.type) {
    case 'settled':
      if (!resource || resource.isDeleting) return gone;
      if (resource.observedVersion >= goal.version) return reached;
      return resource.state === 'error' ? failureOf(resource.newest) : awaited;
    case 'gone':
      return resource ? awaited : reached;
    case 'looked-after':
      if (!due) return reached;
      if (due.isDue) return awaited;
      return due.failures > 0
        ? {
            outcome: 'failed',
            errorClass: 'RECONCILE_FAILED',
            message: 'the run has failed and is tried again',
          }
        : reached;
    case 'gateway-made':
      if (!vm) return gone;
      return vm.isMade && (vm.agentState === undefined || vm.agentState === 'active') ? reached : awaited;
    case 'gateway-drained':
      if (vm?.agentState === undefined) return gone;
      return (vm.agentState === 'draining') === goal.isDrained ? reached : awaited;
    case 'gateway-turned': {
      if (!turn) return gone;
      const requestedAt = new Date(goal.requestedAt);
      if (turn.takenFor && turn.takenFor >= requestedAt) return reached;
      return turn.requestedAt ? awaited : superseded;
    }
  }
}

function failureOf(newest: Condition | undefined): GoalJudgement {
  return {
    outcome: 'failed',
    errorClass: errorClassOf(newest?.reason),
    message: newest?.message ?? 'it is in state error',
  };
}
