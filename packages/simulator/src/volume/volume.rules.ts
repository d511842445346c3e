import { z } from 'zod';
import { ApiError, invalidField, invalidInput } from '../api/errors.js';
import { text } from '../api/body.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Project } from '../world/project.js';
import type { VolumeRecord } from './volume.record.js';

/** Source: github.com/hetznercloud/csi-driver, `MaxVolumesPerNode`. */
export const MAXIMUM_VOLUMES_PER_SERVER = 16;
const MINIMUM_SIZE_GB = 10;
const MAXIMUM_SIZE_GB = 10_240;
const NAME = /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/i;

/** Source: API description, `POST /volumes`. */
export const volumeName = text.refine((value) => NAME.test(value), 'is not a valid volume name');

export const volumeSize = z
  .int({ error: 'Not a valid integer.' })
  .refine(
    (value) => value >= MINIMUM_SIZE_GB && value <= MAXIMUM_SIZE_GB,
    `must be between ${MINIMUM_SIZE_GB} and ${MAXIMUM_SIZE_GB}`,
  );

export function assertGrows(volume: VolumeRecord, sizeGb: number): void {
  if (sizeGb <= volume.sizeGb) throw invalidField('size', 'must be greater than the current size');
}

/**
 * Throws unless the server takes one more volume from that location. `limit_exceeded_error` as known to
 * github.com/hetznercloud/csi-driver.
 */
export function assertTakesVolume(project: Project, server: ServerRecord, locationId: number): void {
  if (server.locationId !== locationId) {
    throw invalidInput('volume must be in the same location as the server');
  }
  const attached = project.volumes.filter(({ serverId }) => serverId === server.id);
  if (attached.length >= MAXIMUM_VOLUMES_PER_SERVER) {
    throw new ApiError('limit_exceeded_error', 'too many volumes are attached to the server');
  }
}
