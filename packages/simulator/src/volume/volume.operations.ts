import { z } from 'zod';
import type { ActionRecord } from '../actions/action.record.js';
import { actionToWire } from '../actions/action.wire.js';
import { actionStarted, doneAtOnce } from '../actions/answers.js';
import type { Work } from '../actions/durations.js';
import type { VolumeEffect } from '../actions/effect.js';
import { assertServerUnlocked, assertUnlocked } from '../actions/locks.js';
import { bool, idOrName, integer, labels, oneOf, optional, parseBody } from '../api/body.js';
import { ApiError, invalidField, invalidInput } from '../api/errors.js';
import { answerPage, chosenValues, withLabels, withName } from '../api/listing.js';
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
import { timestamp } from '../world/timestamp.js';
import type { VolumeRecord } from './volume.record.js';
import { assertGrows, assertTakesVolume, volumeName, volumeSize } from './volume.rules.js';
import { volumeToWire } from './volume.wire.js';

const createBody = z.object({
  name: volumeName,
  size: volumeSize,
  labels: optional(labels),
  automount: optional(bool),
  format: optional(oneOf(['ext4', 'xfs'])),
  location: optional(idOrName),
  server: optional(integer),
});
const updateBody = z.object({ name: optional(volumeName), labels: optional(labels) });
const attachBody = z.object({ server: integer, automount: optional(bool) });
const resizeBody = z.object({ size: volumeSize });
const protectionBody = z.object({ delete: optional(bool) });

export const volumeOperations: readonly Operation[] = [
  get('/volumes', listVolumes),
  post('/volumes', createVolume),
  get('/volumes/{id}', (call) => ok({ volume: volumeToWire(getVolume(call)) })),
  put('/volumes/{id}', updateVolume),
  del('/volumes/{id}', deleteVolume),
  post('/volumes/{id}/actions/attach', attach),
  post('/volumes/{id}/actions/detach', detach),
  post('/volumes/{id}/actions/resize', resize),
  post('/volumes/{id}/actions/change_protection', changeProtection),
];

function getVolume(call: Call): VolumeRecord {
  return getById(call.project.volumes, 'volume', call.id);
}

/** The volume of the path, if no action holds it. */
function freeVolume(call: Call): VolumeRecord {
  const volume = getVolume(call);
  assertUnlocked(call, 'volume', volume.id);
  return volume;
}

function listVolumes(call: Call): Answer {
  const statuses = chosenValues(call, 'status', ['available', 'creating']);
  const all = call.project.volumes.filter(
    ({ status }) => statuses === undefined || statuses.includes(status),
  );
  return answerPage(call, {
    key: 'volumes',
    records: withLabels(call, withName(call, all)),
    sortBy: { id: ({ id }) => id, name: ({ name }) => name, created: (volume) => volume.created },
    toWire: volumeToWire,
  });
}

/** In a location, or where the server is that it is then attached to. */
function createVolume(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  assertNameFree(call.project.volumes, 'volume', body.name);
  const server = body.server === undefined ? undefined : serverFor(call, body.server);
  if (server === undefined && body.automount === true) {
    throw invalidField('automount', 'needs a server');
  }
  const locationId = locationFor(body.location, server);
  if (server !== undefined) assertTakesVolume(call.project, server, locationId);
  const volume = call.project.volumes.put({
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
    locationId,
    sizeGb: body.size,
    format: body.format ?? null,
    status: 'creating',
    serverId: null,
    isDeleteProtected: false,
  });
  const effect = { on: 'volume', do: 'create', volumeId: volume.id } as const;
  const action = start(call, 'create_volume', effect, 'create-volume', server);
  const next = server === undefined ? [] : [startAttaching(call, volume, server, action)];
  return created({
    volume: volumeToWire(call.project.volumes.get(volume.id)),
    action: actionToWire(action, call.nowMs),
    next_actions: next.map((nextAction) => actionToWire(nextAction, call.nowMs)),
  });
}

function serverFor(call: Call, id: number): ServerRecord {
  const server = call.project.servers.find(id);
  if (server === undefined) throw invalidInput(`server '${id}' not found`);
  return server;
}

function locationFor(wanted: string | number | undefined, server: ServerRecord | undefined): number {
  if (wanted === undefined) {
    if (server !== undefined) return server.locationId;
    throw invalidField('location', 'is needed unless a server is given');
  }
  const location = findByIdOrName(locations, wanted);
  if (location === undefined) throw invalidInput(`location '${wanted}' not found`);
  return location.id;
}

function updateVolume(call: Call): Answer {
  const volume = getVolume(call);
  const body = parseBody(updateBody, call.body);
  if (body.name !== undefined) assertNameFree(call.project.volumes, 'volume', body.name, volume.id);
  return ok({ volume: volumeToWire(call.project.volumes.patch(volume.id, changedFields(body))) });
}

/** Must be detached and unprotected. */
function deleteVolume(call: Call): Answer {
  const volume = freeVolume(call);
  assertUnprotected(volume.isDeleteProtected, 'volume');
  if (volume.serverId !== null) {
    throw new ApiError('service_error', 'volume is still attached to a server, please detach it first');
  }
  call.project.volumes.remove(volume.id);
  return noContent;
}

/** Texts of attach and detach as seen in github.com/hetznercloud/csi-driver/issues/41. */
function attach(call: Call): Answer {
  const volume = freeVolume(call);
  const body = parseBody(attachBody, call.body);
  const server = getById(call.project.servers, 'server', body.server);
  assertServerUnlocked(call, server.id);
  if (volume.serverId !== null) {
    throw new ApiError('service_error', 'volume is already attached to a server, please detach it first');
  }
  assertTakesVolume(call.project, server, volume.locationId);
  return actionStarted(call, startAttaching(call, volume, server));
}

function startAttaching(
  call: Call,
  volume: VolumeRecord,
  server: ServerRecord,
  after?: ActionRecord,
): ActionRecord {
  const effect = {
    on: 'volume',
    do: 'attach',
    volumeId: volume.id,
    serverId: server.id,
    needsFreeServer: after !== undefined,
  } as const;
  return start(call, 'attach_volume', effect, 'attach-volume', server, after);
}

function detach(call: Call): Answer {
  const volume = freeVolume(call);
  if (volume.serverId === null) throw new ApiError('service_error', 'volume not attached to a server');
  const server = call.project.servers.get(volume.serverId);
  assertServerUnlocked(call, server.id);
  const effect = { on: 'volume', do: 'detach', volumeId: volume.id } as const;
  return actionStarted(call, start(call, 'detach_volume', effect, 'attach-volume', server));
}

/** Upward only, attached or not; the guest grows its file system itself. */
function resize(call: Call): Answer {
  const volume = freeVolume(call);
  const { size: sizeGb } = parseBody(resizeBody, call.body);
  assertGrows(volume, sizeGb);
  const effect = { on: 'volume', do: 'resize', volumeId: volume.id, sizeGb } as const;
  return actionStarted(call, start(call, 'resize_volume', effect, 'change-volume'));
}

function changeProtection(call: Call): Answer {
  const volume = getVolume(call);
  const body = parseBody(protectionBody, call.body);
  call.project.volumes.patch(volume.id, { isDeleteProtected: body.delete ?? volume.isDeleteProtected });
  return doneAtOnce(call, 'change_protection', [{ id: volume.id, type: 'volume' }]);
}

function start(
  call: Call,
  command: string,
  effect: VolumeEffect,
  work: Work,
  server?: ServerRecord,
  after?: ActionRecord,
): ActionRecord {
  const ofServer = server === undefined ? [] : [{ id: server.id, type: 'server' }];
  const resources = [...ofServer, { id: effect.volumeId, type: 'volume' }];
  return call.actions.start({ command, resources, effect, work, ...(after === undefined ? {} : { after }) });
}
