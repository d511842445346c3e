import {
  findResource,
  findResourceBinding,
  findResourceByUid,
  workspaceIdentityOf,
  type Binding,
  type Reconciler,
  type Resource,
  type ResourceReport,
  type Run,
  type RunEnding,
  type WaitStep,
} from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { ROLE_LABEL, UID_LABEL, nameOf, ownLabels } from '../labels.js';
import { dropBinding, noteSighting, observeObject, serverKind, type ObjectKey } from '../objects.js';
import type { Session, Sessions } from '../session.js';
import { unsettled } from '../unsettled.js';

export interface VolumeIntent {
  volume: Resource<'block-storage'>;
  connectionId: string | undefined;
  workspaceUid: string;
  /** The machine that an instance has left, whose disk is this volume's content. */
  disk: Binding | undefined;
}

export interface VolumeActual {
  session: Session | undefined;
  server: Server | undefined;
  isDiskBound: boolean;
}

export type VolumeStep = { do: 'claim-disk' } | { do: 'delete-disk' } | WaitStep;

/**
 * A block storage by itself: nothing, until an instance has left its disk behind. The machine that holds the
 * disk then stays, switched off, until the volume is used again or deleted.
 */
export function volumeReconciler(sessions: Sessions): Reconciler<VolumeIntent, VolumeActual, VolumeStep> {
  return {
    unit: 'volume',
    load: loadVolume,
    observe: (intent, run) => observeVolume(sessions, intent, run),
    plan: planVolume,
    apply: applyVolumeStep,
    report: reportVolume,
    lookAgainAfterMs: () => undefined,
  };
}

async function loadVolume(run: Run): Promise<VolumeIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const volume = await findResourceByUid(manager, run.unit.uid);
  if (volume?.kind !== 'block-storage') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(volume));
  return {
    volume,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    disk: await findResourceBinding(manager, volume.uid, 'disk'),
  };
}

async function observeVolume(sessions: Sessions, intent: VolumeIntent, run: Run): Promise<VolumeActual> {
  const { connectionId, workspaceUid, disk, volume } = intent;
  const isDiskBound = disk !== undefined;
  if (connectionId === undefined || !disk) return { session: undefined, server: undefined, isDiskBound };
  const session = await sessions.open(
    run,
    connectionId,
    workspaceUid,
    volume.deletedAt ? 'repair' : 'normal',
  );
  const server = await observeObject(run, session, serverKind(session), disk, nameOf.server(volume.uid));
  return { session, server, isDiskBound };
}

export function planVolume({ volume }: VolumeIntent, { server, isDiskBound }: VolumeActual): VolumeStep[] {
  if (!isDiskBound) return [];
  if (volume.deletedAt !== undefined || !server) return [{ do: 'delete-disk' }];
  const isClaimed = server.labels[UID_LABEL] === volume.uid && server.labels[ROLE_LABEL] === 'disk';
  return isClaimed ? [] : [{ do: 'claim-disk' }];
}

async function applyVolumeStep(
  step: VolumeStep,
  { volume }: VolumeIntent,
  actual: VolumeActual,
  run: Run,
): Promise<VolumeActual> {
  const { session, server } = actual;
  const key: ObjectKey = { unitUid: volume.uid, resourceUid: volume.uid, role: 'disk' };
  switch (step.do) {
    case 'wait':
      return actual;
    case 'claim-disk': {
      if (!session || !server) return actual;
      const labels = ownLabels(session.installation.id, volume.uid, 'disk');
      const claimed = await session.client.servers.update(server.id, {
        name: nameOf.server(volume.uid),
        labels,
      });
      await noteSighting(run, serverKind(session), key, claimed, 'read');
      return { ...actual, server: claimed };
    }
    case 'delete-disk':
      if (session && server) await session.wait((await session.client.servers.delete(server.id)).actions);
      await dropBinding(run, key);
      return { ...actual, server: undefined, isDiskBound: false };
  }
}

export function reportVolume(
  { volume }: VolumeIntent,
  actual: VolumeActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const known = { uid: volume.uid, version: volume.resourceVersion };
  if (ending.type !== 'done' || !actual) return [{ ...known, ...unsettled(ending) }];
  return [{ ...known, outcome: volume.deletedAt === undefined ? 'settled' : 'gone' }];
}
