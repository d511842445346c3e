import type { WaitStep } from '@seca-hetzner/domain';
import type { Snapshot } from '../objects.js';
import type { Session } from '../session.js';
import type { ImageIntent } from './intent.js';

/** What there is of an image at Hetzner. */
export interface ImageActual {
  /** Absent while nothing has to be asked of Hetzner. */
  session: Session | undefined;
  snapshot: Snapshot | undefined;
  /** Whether there may be a snapshot that was not seen. */
  isSnapshotBound: boolean;
}

export type ImageStep = { do: 'create-snapshot'; serverId: number } | { do: 'delete-snapshot' } | WaitStep;

/** A snapshot takes minutes. */
const CREATING_POLL_MS = 5_000;

/** What it waits for wakes it; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 30_000;

/** What an image holds is settled once, when it is made: a copy is kept, and what was empty stays so. */
export function planImage({ image, source, awaitedBy }: ImageIntent, actual: ImageActual): ImageStep[] {
  const { snapshot, isSnapshotBound, session } = actual;
  if (image.deletedAt !== undefined) {
    if (!isSnapshotBound) return [];
    if (awaitedBy === undefined) return [{ do: 'delete-snapshot' }];
    const reason = `block storage '${awaitedBy}' is made of it and has not been booted yet`;
    return [{ do: 'wait', reason, pollAfterMs: LOOK_AGAIN_MS }];
  }
  if (snapshot?.status === 'creating') {
    return [{ do: 'wait', reason: 'Hetzner is copying the disk', pollAfterMs: CREATING_POLL_MS }];
  }
  if (snapshot || image.status.content !== undefined) return [];
  switch (source.type) {
    case 'missing':
    case 'empty':
    case 'refused':
      return [];
    case 'later':
      return [{ do: 'wait', reason: source.reason, pollAfterMs: LOOK_AGAIN_MS }];
    case 'disk':
      return session
        ? [{ do: 'create-snapshot', serverId: source.serverId }]
        : [{ do: 'wait', reason: 'the workspace of its source has no provider connection' }];
  }
}
