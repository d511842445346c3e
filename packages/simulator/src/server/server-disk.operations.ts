import { z } from 'zod';
import { actionToWire } from '../actions/action.wire.js';
import { actionStarted } from '../actions/answers.js';
import { bool, idOrName, labels, oneOf, optional, parseBody, text } from '../api/body.js';
import { ApiError } from '../api/errors.js';
import { type Answer, type Call, created, type Operation, post } from '../api/operation.js';
import { assertUnprotected } from '../api/references.js';
import { isAvailable } from '../catalogue/availability.js';
import { locationOf } from '../catalogue/locations.js';
import { serverTypeOf, type ServerTypeSpec } from '../catalogue/server-types.js';
import { addServerImage } from '../image/image.create.js';
import { imageToWire } from '../image/image.wire.js';
import { newRootPassword } from './passwords.js';
import { freeServer, startOnServer } from './server-call.js';
import { userData } from './server.bodies.js';
import { imageFor } from './server.image.js';
import { isOfferedIn, serverTypeFor } from './server.placement.js';
import type { ServerRecord } from './server.record.js';
import { assertStopped } from './server.rules.js';

const changeTypeBody = z.object({ server_type: idOrName, upgrade_disk: bool });
const rebuildBody = z.object({ image: idOrName, user_data: optional(userData) });
const createImageBody = z.object({
  description: optional(text),
  type: optional(oneOf(['snapshot', 'backup'])),
  labels: optional(labels),
});

export const serverDiskOperations: readonly Operation[] = [
  post('/servers/{id}/actions/change_type', changeType),
  post('/servers/{id}/actions/rebuild', rebuild),
  post('/servers/{id}/actions/create_image', createImage),
];

/** Same architecture and storage, disk equal or larger; the server comes up again afterwards. */
function changeType(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(changeTypeBody, call.body);
  const type = serverTypeFor(body.server_type);
  assertStopped(server);
  assertFits(call, server, type);
  const effect = {
    on: 'server',
    do: 'change-type',
    serverId: server.id,
    serverTypeId: type.id,
    isDiskUpgraded: body.upgrade_disk,
  } as const;
  return actionStarted(call, startOnServer(call, 'change_server_type', effect, 'change-server-type'));
}

function assertFits(call: Call, server: ServerRecord, type: ServerTypeSpec): void {
  const location = locationOf(server.locationId).name;
  const current = serverTypeOf(server.serverTypeId);
  const isFitting =
    type.id !== current.id &&
    type.architecture === current.architecture &&
    type.diskGb >= server.primaryDiskSizeGb &&
    isOfferedIn(type, location, call.nowMs);
  if (!isFitting)
    throw new ApiError('invalid_server_type', `server type ${type.name} does not fit the server`);
  if (!isAvailable(call.project, type, location)) {
    throw new ApiError('resource_unavailable', 'error during placement');
  }
}

/** Destroys the disk and keeps addresses and networks. */
function rebuild(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(rebuildBody, call.body);
  assertUnprotected(server.isProtected, 'server', 'rebuild');
  const { architecture } = serverTypeOf(server.serverTypeId);
  const image = imageFor(call.project, body.image, architecture, server.primaryDiskSizeGb);
  const effect = {
    on: 'server',
    do: 'rebuild',
    serverId: server.id,
    imageId: image.id,
    userData: body.user_data ?? server.userData,
  } as const;
  const action = startOnServer(call, 'rebuild_server', effect, 'rebuild-server', [
    { id: image.id, type: 'image' },
  ]);
  const rootPassword = server.hasSshKeys ? null : newRootPassword();
  return created({ action: actionToWire(action, call.nowMs), root_password: rootPassword });
}

/** A copy of the server's own disk, without its volumes. */
function createImage(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(createImageBody, call.body);
  const image = addServerImage(call, server, {
    type: body.type ?? 'snapshot',
    description: body.description,
    labels: body.labels ?? {},
  });
  const effect = { on: 'image', do: 'create', imageId: image.id } as const;
  const action = startOnServer(call, 'create_image', effect, 'create-image', [
    { id: image.id, type: 'image' },
  ]);
  const current = call.project.images.get(image.id);
  return created({ image: imageToWire(current), action: actionToWire(action, call.nowMs) });
}
