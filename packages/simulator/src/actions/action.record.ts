import type { ActionError, ActionResource } from '@seca-hetzner/hetzner/schema';
import type { Effect } from './effect.js';

export interface ActionRecord {
  readonly id: number;
  readonly command: string;
  readonly resources: readonly ActionResource[];
  readonly status: 'running' | 'success' | 'error';
  readonly startedMs: number;
  readonly finishedMs: number | null;
  readonly durationMs: number;
  /** When it ends by itself; null while it waits for another action, for ever when it hangs. */
  readonly endsAtMs: number | null;
  /** It begins when this action has succeeded, and fails with it. */
  readonly afterActionId: number | null;
  readonly effect: Effect;
  /** How it will end by a fault rule: with this error, or `without-effect`, or never. */
  readonly fault: ActionFault | null;
  readonly error: ActionError | null;
  /** False for what the cloud does by itself, such as a guest that has heard its shutdown signal. */
  readonly isListed: boolean;
}

export type ActionFault =
  | { readonly type: 'fails'; readonly error: ActionError }
  | { readonly type: 'hangs' }
  | { readonly type: 'without-effect' };
