import type { Action } from '@seca-hetzner/hetzner/schema';
import { timestamp } from '../world/timestamp.js';
import type { ActionRecord } from './action.record.js';

export function actionToWire(action: ActionRecord, nowMs: number): Action {
  return {
    id: action.id,
    command: action.command,
    status: action.status,
    progress: progressOf(action, nowMs),
    started: timestamp(action.startedMs),
    finished: action.finishedMs === null ? null : timestamp(action.finishedMs),
    resources: [...action.resources],
    error: action.error,
  };
}

/** 0 until it begins, below 100 while it runs. */
function progressOf(action: ActionRecord, nowMs: number): number {
  if (action.status !== 'running') return 100;
  if (action.endsAtMs === null || action.durationMs === 0) return 0;
  const leftMs = action.endsAtMs - nowMs;
  return Math.min(99, Math.max(0, Math.floor(100 * (1 - leftMs / action.durationMs))));
}
