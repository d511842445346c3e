import type { ActionError } from '@seca-hetzner/hetzner/schema';
import type { Project } from '../world/project.js';
import type { World } from '../world/world.js';
import type { ActionFault, ActionRecord } from './action.record.js';
import type { Durations } from './durations.js';
import { runEffect } from './effect-rules.js';
import type { ActionRequest, EffectContext } from './starter.js';

export interface StartOptions {
  readonly nowMs: number;
  /** Every action is over at once, whatever it would take. */
  readonly isInstant: boolean;
  /** How a fault rule lets an action with this command end. */
  readonly faultOf: (command: string) => ActionFault | null;
}

export type Outcome =
  | { readonly status: 'success' }
  | { readonly status: 'error'; readonly error: ActionError };

/**
 * Starts actions and ends those whose time has come. Nothing happens between requests: whoever looks at a
 * project settles it first, and what was due by then takes effect in the order in which it was due.
 */
export class ActionEngine {
  constructor(
    private readonly world: World,
    private readonly durations: Durations,
  ) {}

  start(project: Project, request: ActionRequest, options: StartOptions): ActionRecord {
    const id = this.world.newActionId();
    const fault = request.isListed === false ? null : options.faultOf(request.command);
    const isImmediate = request.work === null || options.isInstant;
    const action = project.actions.put({
      id,
      command: request.command,
      resources: request.resources,
      status: 'running',
      startedMs: options.nowMs,
      finishedMs: null,
      durationMs: isImmediate || request.work === null ? 0 : this.durations(request.work, id),
      endsAtMs: null,
      afterActionId: request.after?.id ?? null,
      effect: request.effect,
      fault,
      error: null,
      isListed: request.isListed ?? true,
    });
    const after = request.after === undefined ? undefined : project.actions.get(request.after.id);
    if (after?.status === 'running') return action;
    if (after?.status === 'error') return this.end(project, action, options.nowMs, failedWith(after));
    this.begin(project, action, options.nowMs, options.isInstant);
    return project.actions.get(id);
  }

  /** Ends everything that was due by `nowMs`. */
  settle(project: Project, nowMs: number): void {
    for (let due = nextDue(project, nowMs); due !== undefined; due = nextDue(project, nowMs)) {
      this.end(project, due, due.endsAtMs ?? nowMs, plannedOutcome(due));
    }
  }

  isDue(project: Project, nowMs: number): boolean {
    return nextDue(project, nowMs) !== undefined;
  }

  /** Ends a running action now, in the given way; a hanging one too. */
  end(
    project: Project,
    action: ActionRecord,
    atMs: number,
    outcome: Outcome,
    isInstant = false,
  ): ActionRecord {
    const context = this.context(project, atMs, isInstant);
    const error = this.errorOf(context, action, outcome);
    if (error !== undefined || action.fault?.type === 'without-effect') {
      runEffect('undo', context, action.effect);
    }
    const ended = project.actions.patch(action.id, {
      status: error === undefined ? 'success' : 'error',
      finishedMs: atMs,
      endsAtMs: null,
      error: error ?? null,
    });
    this.continueAfter(project, ended, atMs);
    return ended;
  }

  private errorOf(context: EffectContext, action: ActionRecord, outcome: Outcome): ActionError | undefined {
    if (outcome.status === 'error') return outcome.error;
    if (action.fault?.type === 'without-effect') return undefined;
    return runEffect('complete', context, action.effect);
  }

  private continueAfter(project: Project, ended: ActionRecord, atMs: number): void {
    for (const successor of project.runningActions().filter((action) => action.afterActionId === ended.id)) {
      if (ended.status === 'success') this.begin(project, successor, atMs, false);
      else this.end(project, successor, atMs, failedWith(ended));
    }
  }

  private begin(project: Project, action: ActionRecord, atMs: number, isInstant: boolean): void {
    const refusal = runEffect('begin', this.context(project, atMs, isInstant), action.effect);
    if (refusal !== undefined) {
      this.end(project, action, atMs, { status: 'error', error: refusal });
      return;
    }
    if (action.fault?.type === 'hangs') return;
    const begun = project.actions.patch(action.id, { endsAtMs: atMs + action.durationMs });
    if (action.durationMs === 0) this.end(project, begun, atMs, plannedOutcome(begun), isInstant);
  }

  private context(project: Project, atMs: number, isInstant: boolean): EffectContext {
    return {
      project,
      atMs,
      durations: this.durations,
      newId: () => this.world.newId(),
      start: (request) => this.start(project, request, { nowMs: atMs, isInstant, faultOf: () => null }),
    };
  }
}

function nextDue(project: Project, nowMs: number): ActionRecord | undefined {
  let next: ActionRecord | undefined;
  for (const action of project.runningActions()) {
    if (action.endsAtMs === null || action.endsAtMs > nowMs) continue;
    if (next?.endsAtMs == null || action.endsAtMs < next.endsAtMs) next = action;
  }
  return next;
}

function plannedOutcome(action: ActionRecord): Outcome {
  return action.fault?.type === 'fails'
    ? { status: 'error', error: action.fault.error }
    : { status: 'success' };
}

function failedWith(predecessor: ActionRecord): Outcome {
  const error = { code: 'action_failed', message: `${predecessor.command} failed` };
  return { status: 'error', error };
}
