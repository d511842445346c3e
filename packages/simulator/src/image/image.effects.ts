import type { ImageEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';
import { timestamp } from '../world/timestamp.js';

/** What a freshly installed disk packs into; nothing is really copied. */
const PACKED_SIZE_GB = 1.2;

export const imageEffects: EffectRules<ImageEffect> = {
  begin: () => undefined,
  complete: ({ project }: EffectContext, { imageId }: ImageEffect) => {
    if (project.images.find(imageId) === undefined) {
      return { code: 'action_failed', message: 'image is gone' };
    }
    project.images.patch(imageId, { status: 'available', imageSizeGb: PACKED_SIZE_GB });
    return undefined;
  },
  undo: ({ project, atMs }: EffectContext, { imageId }: ImageEffect) => {
    if (project.images.find(imageId) === undefined) return undefined;
    project.images.patch(imageId, { status: 'unavailable', deleted: timestamp(atMs) });
    return undefined;
  },
};
