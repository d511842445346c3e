import type { ActionResource } from '@seca-hetzner/hetzner/schema';
import { type Answer, type Call, created } from '../api/operation.js';
import type { ActionRecord } from './action.record.js';
import { actionToWire } from './action.wire.js';

export function actionStarted(call: Call, action: ActionRecord): Answer {
  return created({ action: actionToWire(action, call.nowMs) });
}

/** For changes that are made before the answer: the action is over when the client first sees it. */
export function doneAtOnce(call: Call, command: string, resources: readonly ActionResource[]): Answer {
  const action = call.actions.start({ command, resources, effect: { on: 'nothing' }, work: null });
  return actionStarted(call, action);
}
