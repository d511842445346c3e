import type { Volume } from '@seca-hetzner/hetzner/schema';
import { locationOf } from '../catalogue/locations.js';
import type { VolumeRecord } from './volume.record.js';

export function volumeToWire(volume: VolumeRecord): Volume {
  return {
    id: volume.id,
    created: volume.created,
    name: volume.name,
    server: volume.serverId,
    location: locationOf(volume.locationId),
    size: volume.sizeGb,
    linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${volume.id}`,
    protection: { delete: volume.isDeleteProtected },
    labels: volume.labels,
    status: volume.status,
    format: volume.format,
  };
}
