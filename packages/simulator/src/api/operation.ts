import type { Meta } from '@seca-hetzner/hetzner/schema';
import type { ActionStarter } from '../actions/starter.js';
import type { Project } from '../world/project.js';
import type { World } from '../world/world.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to one operation, after authentication. */
export interface Call {
  readonly world: World;
  readonly project: Project;
  readonly nowMs: number;
  /** The path's `{id}`; 0 in operations without one. */
  readonly id: number;
  /** The path's `{action_id}`; 0 in operations without one. */
  readonly actionId: number;
  readonly query: URLSearchParams;
  /** The parsed JSON; `{}` when there was none. */
  readonly body: unknown;
  readonly actions: ActionStarter;
  /** Set for changes made behind a client's back: they pass running actions and locks. */
  readonly ignoresLocks: boolean;
}

export interface Answer {
  readonly status: number;
  /** Undefined for 204. A `meta` in it also becomes the `Link` header. */
  readonly body?: { readonly meta?: Meta };
}

export interface Operation {
  readonly method: Method;
  /** As in the API description, e.g. `/servers/{id}/actions/poweron`. */
  readonly template: string;
  readonly handle: (call: Call) => Answer;
}

export function get(template: string, handle: Operation['handle']): Operation {
  return { method: 'GET', template, handle };
}

export function post(template: string, handle: Operation['handle']): Operation {
  return { method: 'POST', template, handle };
}

export function put(template: string, handle: Operation['handle']): Operation {
  return { method: 'PUT', template, handle };
}

export function del(template: string, handle: Operation['handle']): Operation {
  return { method: 'DELETE', template, handle };
}

export function ok(body: object): Answer {
  return { status: 200, body };
}

export function created(body: object): Answer {
  return { status: 201, body };
}

export const noContent: Answer = { status: 204 };
