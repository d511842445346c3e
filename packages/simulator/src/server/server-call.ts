import type { ActionRecord } from '../actions/action.record.js';
import type { Work } from '../actions/durations.js';
import type { Effect } from '../actions/effect.js';
import { assertServerUnlocked } from '../actions/locks.js';
import type { ActionResource } from '@seca-hetzner/hetzner/schema';
import type { Call } from '../api/operation.js';
import { getById } from '../api/references.js';
import type { ServerRecord } from './server.record.js';

/** The server of the path, if no action holds it. */
export function freeServer(call: Call): ServerRecord {
  const server = getById(call.project.servers, 'server', call.id);
  assertServerUnlocked(call, server.id);
  return server;
}

/** Starts an action on the server of the path, and on what else it touches. */
export function startOnServer(
  call: Call,
  command: string,
  effect: Effect,
  work: Work | null,
  others: readonly ActionResource[] = [],
): ActionRecord {
  const resources = [{ id: call.id, type: 'server' }, ...others];
  return call.actions.start({ command, resources, effect, work });
}
