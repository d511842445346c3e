import type { Run } from '@seca-hetzner/domain';
import { nameOf } from '../labels.js';
import { observeObject, serverKind, snapshotKind, volumeKind } from '../objects.js';
import type { Sessions } from '../session.js';
import type { VolumeIntent } from './intent.js';
import type { VolumeActual } from './plan.js';

/** One read of each object that there may be. */
export async function observeVolume(
  sessions: Sessions,
  intent: VolumeIntent,
  run: Run,
): Promise<VolumeActual> {
  const { connectionId, workspaceUid, disk, spentDisk, diskImage, own, volume } = intent;
  const nothing: VolumeActual = {
    session: undefined,
    own: undefined,
    isOwnBound: own !== undefined,
    isUserTold: false,
    server: undefined,
    isDiskBound: disk !== undefined,
    spentServer: undefined,
    isSpentBound: spentDisk !== undefined,
    snapshot: undefined,
    isSnapshotBound: diskImage !== undefined,
  };
  const isNeeded = disk ?? spentDisk ?? diskImage ?? own ?? (volume.deletedAt ? undefined : intent.location);
  if (connectionId === undefined || isNeeded === undefined) return nothing;
  const priority = volume.deletedAt ? 'repair' : 'normal';
  const session = await sessions.open(run, connectionId, workspaceUid, priority);
  const { uid } = volume;
  return {
    ...nothing,
    session,
    own: await observeObject(run, session, volumeKind(session), own, nameOf.volume(uid)),
    server: await observeObject(run, session, serverKind(session), disk, nameOf.server(uid)),
    spentServer: await observeObject(run, session, serverKind(session), spentDisk, nameOf.server(uid)),
    snapshot: await observeObject(run, session, snapshotKind(session), diskImage, nameOf.diskImage(uid)),
  };
}
