import type { Reconciler, Run } from '@seca-hetzner/domain';
import { nameOf, ownLabels } from '../labels.js';
import {
  dropBinding,
  makeObject,
  noteSighting,
  observeObject,
  snapshotKind,
  snapshotOf,
  type ObjectKey,
} from '../objects.js';
import type { Sessions } from '../session.js';
import type { ImageIntent } from './intent.js';
import { loadImage } from './load.js';
import { planImage, type ImageActual, type ImageStep } from './plan.js';
import { reportImage } from './report.js';

/** An image: a snapshot of the disk that its block storage was, or nothing where nothing was ever written. */
export function imageReconciler(sessions: Sessions): Reconciler<ImageIntent, ImageActual, ImageStep> {
  return {
    unit: 'image',
    load: loadImage,
    observe: (intent, run) => observeImage(sessions, intent, run),
    plan: planImage,
    apply: applyImageStep,
    report: reportImage,
    lookAgainAfterMs: () => undefined,
  };
}

/** One read of the snapshot, if there may be one. */
async function observeImage(sessions: Sessions, intent: ImageIntent, run: Run): Promise<ImageActual> {
  const { image, connectionId, workspaceUid, snapshot: binding, source } = intent;
  const isToBeMade = source.type === 'disk' && image.status.content === undefined;
  const nothing: ImageActual = { session: undefined, snapshot: undefined, isSnapshotBound: false };
  if (connectionId === undefined || (!binding && !isToBeMade)) return nothing;
  const priority = image.deletedAt === undefined ? 'normal' : 'repair';
  const session = await sessions.open(run, connectionId, workspaceUid, priority);
  const snapshot = await observeObject(run, session, snapshotKind(session), binding, nameOf.image(image.uid));
  return { session, snapshot, isSnapshotBound: binding !== undefined };
}

async function applyImageStep(
  step: ImageStep,
  { image }: ImageIntent,
  actual: ImageActual,
  run: Run,
): Promise<ImageActual> {
  const { session } = actual;
  const key: ObjectKey = { unitUid: image.uid, resourceUid: image.uid, role: 'image' };
  switch (step.do) {
    case 'wait':
      return actual;
    case 'create-snapshot': {
      if (!session) return actual;
      const description = nameOf.image(image.uid);
      const { id } = await makeObject(run, session, {
        kind: snapshotKind(session),
        key,
        name: description,
        create: async () => {
          const labels = ownLabels(session.installation.id, image.uid, 'image');
          const made = await session.client.servers.createImage(step.serverId, { description, labels });
          return { object: snapshotOf(made.image), actions: made.actions };
        },
      });
      // Its size is known once it is done.
      const snapshot = await snapshotKind(session).find.get(id);
      if (snapshot) await noteSighting(run, snapshotKind(session), key, snapshot, 'read');
      return { ...actual, snapshot, isSnapshotBound: true };
    }
    case 'delete-snapshot':
      if (session && actual.snapshot) await session.client.images.delete(actual.snapshot.id);
      await dropBinding(run, key);
      return { ...actual, snapshot: undefined, isSnapshotBound: false };
  }
}
