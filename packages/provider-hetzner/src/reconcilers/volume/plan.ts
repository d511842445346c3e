import type { WaitStep } from '@seca-hetzner/domain';
import type { Server, Volume } from '@seca-hetzner/hetzner/schema';
import { ROLE_LABEL, UID_LABEL } from '../labels.js';
import type { Snapshot } from '../objects.js';
import type { Session } from '../session.js';
import type { VolumeIntent } from './intent.js';

/** What there is of a block storage at Hetzner. */
export interface VolumeActual {
  session: Session | undefined;
  /** The volume itself. */
  own: Volume | undefined;
  isOwnBound: boolean;
  /** Whether the instance that has to attach it was told in this run that it is there. */
  isUserTold: boolean;
  /** The machine that an instance has left. */
  server: Server | undefined;
  isDiskBound: boolean;
  /** One whose snapshot has taken its place. */
  spentServer: Server | undefined;
  isSpentBound: boolean;
  /** The snapshot that was made of it. */
  snapshot: Snapshot | undefined;
  isSnapshotBound: boolean;
}

export type VolumeStep =
  | { do: 'create-volume'; location: string }
  | { do: 'resize-volume' }
  | { do: 'detach-volume' }
  | { do: 'tell-instance'; uid: string }
  | { do: 'delete-volume' }
  | { do: 'claim-disk' }
  | { do: 'snapshot-disk' }
  | { do: 'retire-disk' }
  | { do: 'delete-disk' }
  | { do: 'delete-spent-disk' }
  | { do: 'delete-snapshot' }
  | WaitStep;

/** An instance lets go of a volume in its own run, and wakes us then. */
const LOOK_AGAIN_MS = 30_000;

const CREATING_POLL_MS = 5_000;

export function planVolume(intent: VolumeIntent, actual: VolumeActual): VolumeStep[] {
  return intent.volume.deletedAt === undefined
    ? [...planOwn(intent, actual), ...planDisk(intent, actual)]
    : planDeletion(intent, actual);
}

/** The volume that an instance has for data. Whom it is attached to is that instance's business. */
function planOwn(intent: VolumeIntent, { own, isOwnBound, isUserTold }: VolumeActual): VolumeStep[] {
  const { volume, location, connectionId, dataUserUid } = intent;
  if (!own) {
    if (location === undefined && !isOwnBound) return [];
    if (connectionId === undefined) {
      return [{ do: 'wait', reason: 'the workspace has no provider connection' }];
    }
    return location === undefined ? [{ do: 'delete-volume' }] : [{ do: 'create-volume', location }];
  }
  return [
    ...(own.server !== null && volume.status.attachedTo === undefined
      ? [{ do: 'detach-volume' } as const]
      : []),
    ...(own.server === null && dataUserUid !== undefined && !isUserTold
      ? [{ do: 'tell-instance', uid: dataUserUid } as const]
      : []),
    ...(own.size < volume.spec.sizeGB ? [{ do: 'resize-volume' } as const] : []),
  ];
}

/** The disk of an instance that is gone: its machine for a while, then a snapshot of it. */
function planDisk(intent: VolumeIntent, actual: VolumeActual): VolumeStep[] {
  const { volume, disk, diskImage } = intent;
  const { server, isDiskBound, snapshot, isSnapshotBound, isSpentBound } = actual;
  if (isSpentBound) return [{ do: 'delete-spent-disk' }];
  const since = disk?.idleSince;
  if (!isDiskBound) return intent.isContentTaken && isSnapshotBound ? [{ do: 'delete-snapshot' }] : [];
  if (!server) return [{ do: 'delete-disk' }];
  const steps: VolumeStep[] = [];
  if (server.labels[UID_LABEL] !== volume.uid || server.labels[ROLE_LABEL] !== 'disk') {
    steps.push({ do: 'claim-disk' });
  }
  // What it holds is older than the disk, which an instance has written to since.
  if (isSnapshotBound && since != null && diskImage && diskImage.createdAt < since) {
    return [...steps, { do: 'delete-snapshot' }];
  }
  if (snapshot?.status === 'creating') {
    return [...steps, { do: 'wait', reason: 'Hetzner is copying the disk', pollAfterMs: CREATING_POLL_MS }];
  }
  // Nobody can take the machine over any more from then on.
  if (snapshot) return [...steps, { do: 'retire-disk' }];
  const isDue = since != null && intent.now.getTime() - since.getTime() >= intent.snapshotAfterMs;
  return isDue && volume.status.attachedTo === undefined ? [...steps, { do: 'snapshot-disk' }] : steps;
}

function planDeletion({ volume }: VolumeIntent, actual: VolumeActual): VolumeStep[] {
  const { own, isOwnBound, isDiskBound, isSpentBound, isSnapshotBound } = actual;
  if (isOwnBound && volume.status.attachedTo !== undefined) {
    return [{ do: 'wait', reason: 'an instance still lets go of it', pollAfterMs: LOOK_AGAIN_MS }];
  }
  const steps: VolumeStep[] = [];
  if (own && own.server !== null) steps.push({ do: 'detach-volume' });
  if (isOwnBound) steps.push({ do: 'delete-volume' });
  if (isDiskBound) steps.push({ do: 'delete-disk' });
  if (isSpentBound) steps.push({ do: 'delete-spent-disk' });
  if (isSnapshotBound) steps.push({ do: 'delete-snapshot' });
  return steps;
}
