import type { Reconciler, ResourceReport, RunEnding } from '@seca-hetzner/domain';
import type { Sessions } from '../session.js';
import { unsettled } from '../unsettled.js';
import { applyVolumeStep } from './apply.js';
import type { VolumeIntent } from './intent.js';
import { loadVolume } from './load.js';
import { observeVolume } from './observe.js';
import { planVolume, type VolumeActual, type VolumeStep } from './plan.js';

export interface VolumeOptions {
  /** How long the machine of a deleted instance is kept before a snapshot takes its place. */
  diskSnapshotAfterMs: number;
}

/**
 * A block storage: a volume at Hetzner once an instance has it for data, or the disk that an instance has left
 * behind, as a machine that is switched off and later as a snapshot of it. Until then there is nothing of it.
 */
export function volumeReconciler(
  sessions: Sessions,
  { diskSnapshotAfterMs }: VolumeOptions,
): Reconciler<VolumeIntent, VolumeActual, VolumeStep> {
  return {
    unit: 'volume',
    load: (run) => loadVolume(run, diskSnapshotAfterMs),
    observe: (intent, run) => observeVolume(sessions, intent, run),
    plan: planVolume,
    apply: applyVolumeStep,
    report: reportVolume,
    lookAgainAfterMs: snapshotDueAfterMs,
  };
}

/** How often it is looked whether a new instance has booted from the snapshot, which then can go. */
const BOOTED_POLL_MS = 60_000;

/** When a snapshot is to take the place of the kept machine. */
function snapshotDueAfterMs(intent: VolumeIntent): number | undefined {
  const { disk, diskImage, volume, now, snapshotAfterMs } = intent;
  if (volume.status.attachedTo !== undefined) return diskImage ? BOOTED_POLL_MS : undefined;
  if (!disk?.idleSince) return undefined;
  return Math.max(0, disk.idleSince.getTime() + snapshotAfterMs - now.getTime());
}

export function reportVolume(
  { volume }: VolumeIntent,
  actual: VolumeActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const known = { uid: volume.uid, version: volume.resourceVersion };
  const details = { sizeGB: actual?.own?.size ?? volume.spec.sizeGB };
  if (ending.type !== 'done' || !actual) {
    return [{ ...known, ...unsettled(ending), ...(actual?.own ? { details } : {}) }];
  }
  if (volume.deletedAt !== undefined) return [{ ...known, outcome: 'gone' }];
  return [{ ...known, outcome: 'settled', details }];
}
