import type { ActionError, ActionResource } from '@seca-hetzner/hetzner/schema';
import type { Project } from '../world/project.js';
import type { ActionRecord } from './action.record.js';
import type { Durations, Work } from './durations.js';
import type { Effect } from './effect.js';

export interface ActionRequest {
  readonly command: string;
  readonly resources: readonly ActionResource[];
  readonly effect: Effect;
  /** How long it takes; null when it is done before the answer. */
  readonly work: Work | null;
  /** Begins only when this action has succeeded. */
  readonly after?: ActionRecord;
  /** False for what the cloud does by itself. */
  readonly isListed?: boolean;
}

export interface ActionStarter {
  start(request: ActionRequest): ActionRecord;
}

/** What the rules of an effect may look at and change. */
export interface EffectContext extends ActionStarter {
  readonly project: Project;
  /** When the action began or ended, which may be before somebody looked. */
  readonly atMs: number;
  readonly durations: Durations;
  /** An id for a further object. */
  readonly newId: () => number;
}

/**
 * What an effect does in the life of its action. `begin` and `complete` may refuse, then the action ends with
 * that error; `undo` follows every end that is not a success and copes with an action that never began. Each copes
 * with objects that are gone.
 */
export interface EffectRules<E extends Effect> {
  begin(context: EffectContext, effect: E): ActionError | undefined;
  complete(context: EffectContext, effect: E): ActionError | undefined;
  undo(context: EffectContext, effect: E): undefined;
}
