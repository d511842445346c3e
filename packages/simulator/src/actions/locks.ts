import { ApiError } from '../api/errors.js';
import type { Call } from '../api/operation.js';
import type { Project } from '../world/project.js';
import type { ActionRecord } from './action.record.js';
import type { Effect } from './effect.js';

/** Firewalls are applied, and volumes made, beside whatever else a server does. */
const COMMANDS_THAT_LOCK_NO_SERVER = new Set(['apply_firewall', 'remove_firewall', 'create_volume']);

/** The commands that change a network itself; attaching a server is none of them. */
const NETWORK_CHANGES = new Set([
  'add_subnet',
  'delete_subnet',
  'add_route',
  'delete_route',
  'change_ip_range',
]);

export function isServerLocked(project: Project, serverId: number, nowMs: number): boolean {
  const lockedUntilMs = project.servers.find(serverId)?.lockedUntilMs ?? 0;
  return lockedUntilMs > nowMs || actionsThatHoldServer(project, serverId).length > 0;
}

/** Whether a server is held by something else than the action with this effect. */
export function isServerHeldByOther(project: Project, serverId: number, effect: Effect): boolean {
  return actionsThatHoldServer(project, serverId).some((action) => action.effect !== effect);
}

/** One action at a time per server: 423 while another runs. Source: API description, error `locked`. */
export function assertServerUnlocked(call: Call, serverId: number): void {
  if (call.ignoresLocks || !isServerLocked(call.project, serverId, call.nowMs)) return;
  throw new ApiError('locked', 'cannot perform operation because server is locked');
}

export function assertUnlocked(call: Call, type: 'volume' | 'image', id: number): void {
  if (call.ignoresLocks || actionsOn(call.project, type, id).length === 0) return;
  throw new ApiError('locked', 'cannot perform operation because resource is locked');
}

/** One change at a time per network: 409. Source: API description, "Network Actions". */
export function assertNetworkUnchanging(call: Call, networkId: number): void {
  const changes = actionsOn(call.project, 'network', networkId).filter(({ command }) =>
    NETWORK_CHANGES.has(command),
  );
  assertNoConflict(call, changes, 'network');
}

/** One change at a time per firewall or Primary IP: 409. Source: API description, `PUT /firewalls/{id}`. */
export function assertUnchanging(call: Call, type: 'firewall' | 'primary_ip', id: number): void {
  assertNoConflict(call, actionsOn(call.project, type, id), type.replace('_', ' '));
}

function assertNoConflict(call: Call, running: readonly ActionRecord[], kind: string): void {
  if (call.ignoresLocks || running.length === 0) return;
  throw new ApiError('conflict', `the ${kind} is being changed by another request, please retry`);
}

function actionsThatHoldServer(project: Project, serverId: number): ActionRecord[] {
  return actionsOn(project, 'server', serverId).filter(
    ({ command }) => !COMMANDS_THAT_LOCK_NO_SERVER.has(command),
  );
}

function actionsOn(project: Project, type: string, id: number): ActionRecord[] {
  return project
    .runningActions()
    .filter(
      ({ isListed, resources }) =>
        isListed && resources.some((resource) => resource.type === type && resource.id === id),
    );
}
