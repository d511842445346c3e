import { moveBinding, wakeUnits, type Run } from '@seca-hetzner/domain';
import { nameOf, ownLabels, type Role } from '../labels.js';
import {
  changeObject,
  dropBinding,
  makeObject,
  noteSighting,
  serverKind,
  snapshotKind,
  snapshotOf,
  volumeKind,
  type ObjectKey,
} from '../objects.js';
import type { Session } from '../session.js';
import type { VolumeIntent } from './intent.js';
import type { VolumeActual, VolumeStep } from './plan.js';

/** Does one step at Hetzner and returns what is there after it. */
export async function applyVolumeStep(
  step: VolumeStep,
  intent: VolumeIntent,
  actual: VolumeActual,
  run: Run,
): Promise<VolumeActual> {
  const { volume } = intent;
  const { session, own, server, spentServer, snapshot } = actual;
  const key = (role: Role): ObjectKey => ({ unitUid: volume.uid, resourceUid: volume.uid, role });
  switch (step.do) {
    case 'wait':
      return actual;
    case 'create-volume':
      return session ? createVolume(step.location, intent, actual, session, run) : actual;
    case 'resize-volume': {
      if (!session || !own) return actual;
      const grown = { ...own, size: volume.spec.sizeGB };
      await changeObject(run, session, volumeKind(session), key('volume'), grown, () =>
        session.client.volumes.resize(own.id, { sizeGb: grown.size }),
      );
      return { ...actual, own: grown };
    }
    case 'detach-volume': {
      if (!session || !own) return actual;
      const free = { ...own, server: null };
      await changeObject(run, session, volumeKind(session), key('volume'), free, () =>
        session.client.volumes.detach(own.id),
      );
      return { ...actual, own: free };
    }
    case 'tell-instance':
      await run.write((transaction) =>
        wakeUnits(run.domain, transaction, [{ type: 'instance', uid: step.uid }]),
      );
      return { ...actual, isUserTold: true };
    case 'delete-volume':
      if (session && own) await session.client.volumes.delete(own.id);
      await dropBinding(run, key('volume'));
      return { ...actual, own: undefined, isOwnBound: false };
    case 'claim-disk': {
      if (!session || !server) return actual;
      const labels = ownLabels(session.installation.id, volume.uid, 'disk');
      const claimed = await session.client.servers.update(server.id, {
        name: nameOf.server(volume.uid),
        labels,
      });
      await noteSighting(run, serverKind(session), key('disk'), claimed, 'read');
      return { ...actual, server: claimed };
    }
    case 'snapshot-disk':
      return session && server ? snapshotDisk(server.id, intent, actual, session, run) : actual;
    case 'retire-disk': {
      // An instance may have taken it over meanwhile; then it is that one's.
      const isOurs = await run.write(({ manager }) =>
        moveBinding(manager, key('disk'), key('spent-disk'), {}),
      );
      const free = { ...actual, server: undefined, isDiskBound: false };
      return isOurs ? { ...free, spentServer: server, isSpentBound: true } : free;
    }
    case 'delete-spent-disk':
      if (session && spentServer) {
        await session.wait((await session.client.servers.delete(spentServer.id)).actions);
      }
      await dropBinding(run, key('spent-disk'));
      return { ...actual, spentServer: undefined, isSpentBound: false };
    case 'delete-disk':
      if (session && server) await session.wait((await session.client.servers.delete(server.id)).actions);
      await dropBinding(run, key('disk'));
      return { ...actual, server: undefined, isDiskBound: false };
    case 'delete-snapshot':
      if (session && snapshot) await session.client.images.delete(snapshot.id);
      await dropBinding(run, key('disk-image'));
      return { ...actual, snapshot: undefined, isSnapshotBound: false };
  }
}

async function createVolume(
  location: string,
  { volume }: VolumeIntent,
  actual: VolumeActual,
  session: Session,
  run: Run,
): Promise<VolumeActual> {
  const { uid } = volume;
  const name = nameOf.volume(uid);
  const own = await makeObject(run, session, {
    kind: volumeKind(session),
    key: { unitUid: uid, resourceUid: uid, role: 'volume' },
    name,
    create: async () => {
      const labels = ownLabels(session.installation.id, uid, 'volume');
      const made = await session.client.volumes.create({
        name,
        sizeGb: volume.spec.sizeGB,
        location,
        labels,
      });
      return { object: made.volume, actions: made.actions };
    },
  });
  return { ...actual, own, isOwnBound: true };
}

async function snapshotDisk(
  serverId: number,
  { volume: { uid } }: VolumeIntent,
  actual: VolumeActual,
  session: Session,
  run: Run,
): Promise<VolumeActual> {
  const description = nameOf.diskImage(uid);
  const key: ObjectKey = { unitUid: uid, resourceUid: uid, role: 'disk-image' };
  const { id } = await makeObject(run, session, {
    kind: snapshotKind(session),
    key,
    name: description,
    create: async () => {
      const labels = ownLabels(session.installation.id, uid, 'disk-image');
      const made = await session.client.servers.createImage(serverId, { description, labels });
      return { object: snapshotOf(made.image), actions: made.actions };
    },
  });
  const snapshot = await snapshotKind(session).find.get(id);
  if (snapshot) await noteSighting(run, snapshotKind(session), key, snapshot, 'read');
  return { ...actual, snapshot, isSnapshotBound: true };
}
