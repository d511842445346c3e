import type { ResourceReport, RunEnding, StatusOf } from '@seca-hetzner/domain';
import type { Snapshot } from '../objects.js';
import { unsettled } from '../unsettled.js';
import type { ImageIntent } from './intent.js';
import type { ImageActual } from './plan.js';

const MB_PER_GB = 1024;

/** What a run learnt of an image. */
export function reportImage(
  { image, source }: ImageIntent,
  actual: ImageActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const known = { uid: image.uid, version: image.resourceVersion };
  if (ending.type !== 'done' || !actual) return [{ ...known, ...unsettled(ending) }];
  if (image.deletedAt !== undefined) return [{ ...known, outcome: 'gone' }];
  if (actual.snapshot) return [{ ...known, outcome: 'settled', details: copyDetails(actual.snapshot) }];
  const { content } = image.status;
  if (content === 'copy') {
    const message = 'the snapshot that held it is gone from the Hetzner project';
    return [{ ...known, outcome: 'lost', explanation: { reason: 'ContentLost', message } }];
  }
  if (content === 'empty' || source.type === 'empty') {
    return [{ ...known, outcome: 'settled', details: { content: 'empty' }, explanation: emptyExplanation }];
  }
  if (source.type === 'refused') {
    return [{ ...known, outcome: 'failed', explanation: { reason: 'NotPossible', message: source.reason } }];
  }
  const message = `there is no block storage '${image.spec.blockStorageRef.resource}': the image holds nothing yet`;
  return [{ ...known, outcome: 'settled', explanation: { reason: 'DanglingReference', message } }];
}

const emptyExplanation = {
  reason: 'Empty',
  message: 'Nothing was ever written to its block storage: it stands for the default image',
};

function copyDetails({ image_size }: Snapshot): Partial<StatusOf<'image'>> {
  return { content: 'copy', ...(image_size === null ? {} : { sizeMB: Math.ceil(image_size * MB_PER_GB) }) };
}
