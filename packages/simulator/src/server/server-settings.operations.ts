import { z } from 'zod';
import { actionToWire } from '../actions/action.wire.js';
import { actionStarted, doneAtOnce } from '../actions/answers.js';
import { bool, integer, oneOf, optional, parseBody, text } from '../api/body.js';
import { ApiError, invalidField } from '../api/errors.js';
import { type Answer, type Call, created, type Operation, post } from '../api/operation.js';
import { getById } from '../api/references.js';
import { assertPlaceInGroup } from '../placement-group/placement-group.rules.js';
import { holds, withDnsPtr } from '../primary-ip/primary-ip.rules.js';
import { timestamp } from '../world/timestamp.js';
import { newRootPassword } from './passwords.js';
import { freeServer, startOnServer } from './server-call.js';
import { assertStopped } from './server.rules.js';

const RESCUE_MS = 60 * 60 * 1_000;
/** Hetzner chooses the window. */
const BACKUP_WINDOW = '22-02';

const protectionBody = z.object({ delete: optional(bool), rebuild: optional(bool) });
const groupBody = z.object({ placement_group: integer });
const rescueBody = z.object({
  type: optional(oneOf(['linux64'])),
  ssh_keys: optional(z.array(integer)),
});
const dnsPtrBody = z.object({ ip: text, dns_ptr: text.nullable() });

export const serverSettingOperations: readonly Operation[] = [
  post('/servers/{id}/actions/change_protection', changeProtection),
  post('/servers/{id}/actions/add_to_placement_group', addToPlacementGroup),
  post('/servers/{id}/actions/remove_from_placement_group', removeFromPlacementGroup),
  post('/servers/{id}/actions/enable_backup', (call) => setBackup(call, BACKUP_WINDOW)),
  post('/servers/{id}/actions/disable_backup', (call) => setBackup(call, null)),
  post('/servers/{id}/actions/enable_rescue', enableRescue),
  post('/servers/{id}/actions/disable_rescue', disableRescue),
  post('/servers/{id}/actions/reset_password', resetPassword),
  post('/servers/{id}/actions/change_dns_ptr', changeDnsPtr),
];

function serverResource(call: Call) {
  return [{ id: call.id, type: 'server' }];
}

/** Both flags must have the same value. Source: API description, change_protection. */
function changeProtection(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(protectionBody, call.body);
  const isDeleteProtected = body.delete ?? server.isProtected;
  const isRebuildProtected = body.rebuild ?? server.isProtected;
  if (isDeleteProtected !== isRebuildProtected) {
    throw invalidField('delete', 'delete and rebuild must have the same value');
  }
  call.project.servers.patch(server.id, { isProtected: isDeleteProtected });
  return doneAtOnce(call, 'change_protection', serverResource(call));
}

function addToPlacementGroup(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(groupBody, call.body);
  const group = getById(call.project.placementGroups, 'placement group', body.placement_group);
  assertStopped(server);
  if (server.placementGroupId !== null) {
    throw new ApiError('service_error', 'server is already in a placement group');
  }
  assertPlaceInGroup(call.project, group.id);
  const effect = {
    on: 'server',
    do: 'join-placement-group',
    serverId: server.id,
    placementGroupId: group.id,
  } as const;
  return actionStarted(call, startOnServer(call, 'add_to_placement_group', effect, 'change-server'));
}

function removeFromPlacementGroup(call: Call): Answer {
  const server = freeServer(call);
  if (server.placementGroupId === null) {
    throw new ApiError('service_error', 'server is not in a placement group');
  }
  const effect = { on: 'server', do: 'leave-placement-group', serverId: server.id } as const;
  return actionStarted(call, startOnServer(call, 'remove_from_placement_group', effect, null));
}

/** Disabling deletes the backups there are. */
function setBackup(call: Call, backupWindow: string | null): Answer {
  const server = freeServer(call);
  call.project.servers.patch(server.id, { backupWindow });
  if (backupWindow === null) {
    const deleted = timestamp(call.nowMs);
    for (const { id } of call.project.images.filter(({ boundTo }) => boundTo === server.id)) {
      call.project.images.patch(id, { deleted });
    }
  }
  return doneAtOnce(call, backupWindow === null ? 'disable_backup' : 'enable_backup', serverResource(call));
}

/** For an hour or until the next boot. */
function enableRescue(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(rescueBody, call.body);
  for (const id of body.ssh_keys ?? []) getById(call.project.sshKeys, 'SSH key', id);
  call.project.servers.patch(server.id, { rescueUntilMs: call.nowMs + RESCUE_MS });
  const action = startOnServer(call, 'enable_rescue', { on: 'nothing' }, null);
  return created({ action: actionToWire(action, call.nowMs), root_password: newRootPassword() });
}

function disableRescue(call: Call): Answer {
  const server = freeServer(call);
  call.project.servers.patch(server.id, { rescueUntilMs: null });
  return doneAtOnce(call, 'disable_rescue', serverResource(call));
}

function resetPassword(call: Call): Answer {
  const server = freeServer(call);
  if (server.status !== 'running') throw new ApiError('service_error', 'server must be running');
  const action = startOnServer(call, 'reset_password', { on: 'nothing' }, 'change-server');
  return created({ action: actionToWire(action, call.nowMs), root_password: newRootPassword() });
}

function changeDnsPtr(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(dnsPtrBody, call.body);
  const primaryIp = call.project.primaryIps.findBy(
    (candidate) => candidate.assigneeId === server.id && holds(candidate, body.ip),
  );
  if (primaryIp === undefined) throw invalidField('ip', `'${body.ip}' does not belong to the server`);
  call.project.primaryIps.patch(primaryIp.id, { dnsPtr: withDnsPtr(primaryIp, body.ip, body.dns_ptr) });
  return doneAtOnce(call, 'change_dns_ptr', serverResource(call));
}
