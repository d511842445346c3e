import type { Labels } from '@seca-hetzner/hetzner/schema';
import { ApiError } from '../api/errors.js';
import type { Call } from '../api/operation.js';
import { serverTypeOf } from '../catalogue/server-types.js';
import type { ServerRecord } from '../server/server.record.js';
import { timestamp } from '../world/timestamp.js';
import type { ImageRecord } from './image.record.js';
import { imageOf } from './image.wire.js';

/** Source: API description, enable_backup. */
const BACKUP_SLOTS = 7;

export interface NewImage {
  readonly type: ImageRecord['type'];
  readonly description: string | undefined;
  readonly labels: Labels;
}

/** The image that a server's disk is copied into; `creating` until the action is over. */
export function addServerImage(call: Call, server: ServerRecord, fields: NewImage): ImageRecord {
  if (fields.type === 'backup') makeRoomForBackup(call, server);
  const source = imageOf(call.project, server.imageId);
  const created = timestamp(call.nowMs);
  return call.project.images.put({
    id: call.world.newId(),
    type: fields.type,
    status: 'creating',
    description: fields.description ?? `${fields.type} ${server.name} ${created}`,
    created,
    labels: fields.labels,
    createdFrom: { id: server.id, name: server.name },
    boundTo: fields.type === 'backup' ? server.id : null,
    imageSizeGb: null,
    diskSizeGb: server.primaryDiskSizeGb,
    osFlavor: source.os_flavor,
    osVersion: source.os_version,
    architecture: serverTypeOf(server.serverTypeId).architecture,
    isDeleteProtected: false,
    deleted: null,
  });
}

/** Seven slots: the oldest backup goes for a new one. */
function makeRoomForBackup(call: Call, server: ServerRecord): void {
  if (server.backupWindow === null) {
    throw new ApiError('service_error', 'backups are not enabled for the server');
  }
  const backups = call.project.images.filter(
    ({ boundTo, deleted }) => boundTo === server.id && deleted === null,
  );
  const [oldest] = backups;
  if (backups.length < BACKUP_SLOTS || oldest === undefined) return;
  call.project.images.patch(oldest.id, { deleted: timestamp(call.nowMs) });
}
