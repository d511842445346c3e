import type { ActionFault } from '../actions/action.record.js';
import type { ActionEngine } from '../actions/engine.js';
import type { ActionRequest } from '../actions/starter.js';
import type { Clock } from '../clock.js';
import { withinQuotas } from '../quota/quota.rules.js';
import type { Project } from '../world/project.js';
import type { World } from '../world/world.js';
import type { Answer } from './operation.js';
import type { Match } from './router.js';

export interface Cloud {
  readonly clock: Clock;
  readonly world: World;
  readonly engine: ActionEngine;
}

export interface PerformRequest {
  readonly project: Project;
  readonly match: Match;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** How a fault rule lets actions end that this call starts. */
  readonly faultOf: (command: string) => ActionFault | null;
  /** Passes locks, and lets every action be over at once: somebody else's doing that a client only notices. */
  readonly isBehindTheBack: boolean;
}

/**
 * Does what a request asks, all of it or nothing: what was due by now takes effect first, then the operation.
 * Throws `ApiError` for a refusal.
 */
export function perform(cloud: Cloud, request: PerformRequest): Answer {
  const { match, project } = request;
  const nowMs = cloud.clock.nowMs();
  settle(cloud, project, nowMs);
  if (match.kind === 'refused') throw match.error;
  const options = { nowMs, isInstant: request.isBehindTheBack, faultOf: request.faultOf };
  const call = {
    world: cloud.world,
    project,
    nowMs,
    id: match.id,
    actionId: match.actionId,
    query: request.query,
    body: request.body,
    actions: { start: (action: ActionRequest) => cloud.engine.start(project, action, options) },
    ignoresLocks: request.isBehindTheBack,
  };
  return cloud.world.transaction(() => withinQuotas(project, () => match.operation.handle(call)));
}

/** Brings a project up to the present. */
export function settle({ engine, world }: Cloud, project: Project, nowMs: number): void {
  if (engine.isDue(project, nowMs)) world.transaction(() => engine.settle(project, nowMs));
}
