import { z } from 'zod';
import { actionToWire } from '../actions/action.wire.js';
import { actionStarted, doneAtOnce } from '../actions/answers.js';
import type { ActionRecord } from '../actions/action.record.js';
import { assertServerUnlocked, assertUnchanging } from '../actions/locks.js';
import { bool, idOrName, integer, labels, name, oneOf, optional, parseBody, text } from '../api/body.js';
import { ApiError, invalidField, invalidInput } from '../api/errors.js';
import { answerPage, withLabels, withName } from '../api/listing.js';
import {
  type Answer,
  type Call,
  created,
  del,
  get,
  noContent,
  ok,
  type Operation,
  post,
  put,
} from '../api/operation.js';
import {
  assertNameFree,
  assertUnprotected,
  changedFields,
  findByIdOrName,
  getById,
} from '../api/references.js';
import { locations } from '../catalogue/locations.js';
import type { ServerRecord } from '../server/server.record.js';
import { assertStopped } from '../server/server.rules.js';
import type { PrimaryIpRecord } from './primary-ip.record.js';
import { addPrimaryIp, assertAssignable, withDnsPtr } from './primary-ip.rules.js';
import { primaryIpToWire } from './primary-ip.wire.js';

const createBody = z.object({
  name,
  type: oneOf(['ipv4', 'ipv6']),
  labels: optional(labels),
  location: optional(idOrName),
  assignee_type: optional(oneOf(['server', 'unassigned'])),
  assignee_id: optional(integer),
  auto_delete: optional(bool),
});
const updateBody = z.object({ name: optional(name), labels: optional(labels), auto_delete: optional(bool) });
const assignBody = z.object({ assignee_type: oneOf(['server']), assignee_id: integer });
const protectionBody = z.object({ delete: bool });
const dnsPtrBody = z.object({ ip: text, dns_ptr: text.nullable() });

export const primaryIpOperations: readonly Operation[] = [
  get('/primary_ips', listPrimaryIps),
  post('/primary_ips', createPrimaryIp),
  get('/primary_ips/{id}', (call) => answerPrimaryIp(getPrimaryIp(call))),
  put('/primary_ips/{id}', updatePrimaryIp),
  del('/primary_ips/{id}', deletePrimaryIp),
  post('/primary_ips/{id}/actions/assign', assign),
  post('/primary_ips/{id}/actions/unassign', unassign),
  post('/primary_ips/{id}/actions/change_protection', changeProtection),
  post('/primary_ips/{id}/actions/change_dns_ptr', changeDnsPtr),
];

function getPrimaryIp(call: Call): PrimaryIpRecord {
  return getById(call.project.primaryIps, 'primary ip', call.id);
}

function answerPrimaryIp(primaryIp: PrimaryIpRecord): Answer {
  return ok({ primary_ip: primaryIpToWire(primaryIp) });
}

function listPrimaryIps(call: Call): Answer {
  const ip = call.query.get('ip');
  const all = call.project.primaryIps.filter((record) => ip === null || record.ip === ip);
  return answerPage(call, {
    key: 'primary_ips',
    records: withLabels(call, withName(call, all)),
    sortBy: { id: ({ id }) => id, created: (record) => record.created },
    toWire: primaryIpToWire,
  });
}

/** Bound to a location, or made for a server that is off; then an action assigns it. */
function createPrimaryIp(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  assertNameFree(call.project.primaryIps, 'primary ip', body.name);
  const server = assigneeOf(call, body.assignee_type, body.assignee_id);
  const locationId = locationFor(body.location, server);
  if (server !== undefined) assertAssignable(call, body.type, locationId, server);
  const primaryIp = addPrimaryIp(call, {
    name: body.name,
    type: body.type,
    labels: body.labels ?? {},
    locationId,
    autoDelete: body.auto_delete ?? false,
    assigneeId: null,
  });
  if (server === undefined) return created({ primary_ip: primaryIpToWire(primaryIp), action: null });
  const action = startAssigning(call, primaryIp, server);
  return created({ primary_ip: primaryIpToWire(primaryIp), action: actionToWire(action, call.nowMs) });
}

/** `assignee_type` and `assignee_id` go together, or both are left out. */
function assigneeOf(
  call: Call,
  type: 'server' | 'unassigned' | undefined,
  id: number | undefined,
): ServerRecord | undefined {
  if (id === undefined) return undefined;
  if (type !== 'server') throw invalidField('assignee_type', 'must be server if assignee_id is given');
  const server = call.project.servers.find(id);
  if (server === undefined) throw invalidInput(`server '${id}' not found`);
  return server;
}

function locationFor(wanted: string | number | undefined, server: ServerRecord | undefined): number {
  if (wanted === undefined) {
    if (server !== undefined) return server.locationId;
    throw invalidField('location', 'is needed unless an assignee is given');
  }
  const location = findByIdOrName(locations, wanted);
  if (location === undefined) throw invalidInput(`location '${wanted}' not found`);
  return location.id;
}

function updatePrimaryIp(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  const body = parseBody(updateBody, call.body);
  assertUnchanging(call, 'primary_ip', primaryIp.id);
  if (body.name !== undefined) {
    assertNameFree(call.project.primaryIps, 'primary ip', body.name, primaryIp.id);
  }
  if (body.auto_delete === true && primaryIp.isDeleteProtected) {
    throw invalidField('auto_delete', 'can not be enabled for a protected primary ip');
  }
  const autoDelete = body.auto_delete ?? primaryIp.autoDelete;
  return answerPrimaryIp(call.project.primaryIps.patch(primaryIp.id, { ...changedFields(body), autoDelete }));
}

/** Has to be unassigned first since 2026-05-01. Source: API description, `DELETE /primary_ips/{id}`. */
function deletePrimaryIp(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  assertUnchanging(call, 'primary_ip', primaryIp.id);
  assertUnprotected(primaryIp.isDeleteProtected, 'primary ip');
  if (primaryIp.assigneeId !== null) {
    throw new ApiError('must_be_unassigned', 'primary ip must be unassigned before it can be deleted');
  }
  call.project.primaryIps.remove(primaryIp.id);
  return noContent;
}

function assign(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  const body = parseBody(assignBody, call.body);
  assertUnchanging(call, 'primary_ip', primaryIp.id);
  const server = getById(call.project.servers, 'server', body.assignee_id);
  if (primaryIp.assigneeId !== null) {
    throw new ApiError('primary_ip_already_assigned', 'primary ip is already assigned to a server');
  }
  assertAssignable(call, primaryIp.type, primaryIp.locationId, server);
  return actionStarted(call, startAssigning(call, primaryIp, server));
}

function startAssigning(call: Call, primaryIp: PrimaryIpRecord, server: ServerRecord): ActionRecord {
  return call.actions.start({
    command: 'assign_primary_ip',
    resources: [
      { id: server.id, type: 'server' },
      { id: primaryIp.id, type: 'primary_ip' },
    ],
    effect: { on: 'primary-ip', do: 'assign', primaryIpId: primaryIp.id, serverId: server.id },
    work: 'change-primary-ip',
  });
}

function unassign(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  assertUnchanging(call, 'primary_ip', primaryIp.id);
  if (primaryIp.assigneeId === null) throw new ApiError('service_error', 'primary ip is not assigned');
  const server = call.project.servers.get(primaryIp.assigneeId);
  assertServerUnlocked(call, server.id);
  assertStopped(server);
  const action = call.actions.start({
    command: 'unassign_primary_ip',
    resources: [
      { id: server.id, type: 'server' },
      { id: primaryIp.id, type: 'primary_ip' },
    ],
    effect: { on: 'primary-ip', do: 'unassign', primaryIpId: primaryIp.id },
    work: 'change-primary-ip',
  });
  return actionStarted(call, action);
}

function changeProtection(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  const body = parseBody(protectionBody, call.body);
  if (body.delete && primaryIp.autoDelete) {
    throw invalidField('delete', 'can only be enabled if auto_delete is false');
  }
  call.project.primaryIps.patch(primaryIp.id, { isDeleteProtected: body.delete });
  return doneAtOnce(call, 'change_protection', [{ id: primaryIp.id, type: 'primary_ip' }]);
}

function changeDnsPtr(call: Call): Answer {
  const primaryIp = getPrimaryIp(call);
  const body = parseBody(dnsPtrBody, call.body);
  call.project.primaryIps.patch(primaryIp.id, { dnsPtr: withDnsPtr(primaryIp, body.ip, body.dns_ptr) });
  return doneAtOnce(call, 'change_dns_ptr', [{ id: primaryIp.id, type: 'primary_ip' }]);
}
