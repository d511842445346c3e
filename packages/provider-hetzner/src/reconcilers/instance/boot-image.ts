import {
  findResourceBinding,
  findTargets,
  type Binding,
  type EntityManager,
  type Resource,
} from '@seca-hetzner/domain';
import type { ImageSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';

/** What the server of an instance is made from; without an id, what is missing. */
export type BootImage = { imageId: number } | { missing: string };

/**
 * A boot volume begins as the snapshot of a machine that an earlier instance has left, as the image that it was
 * made of, or as the default image.
 */
export async function loadBootImage(
  manager: EntityManager,
  volume: Resource<'block-storage'>,
  defaultImageId: number | undefined,
): Promise<BootImage> {
  const left = await findResourceBinding(manager, volume.uid, 'disk-image' satisfies Role);
  if (left) return snapshotOrWait(left, `the snapshot of boot volume '${volume.name}'`);
  const standard: BootImage =
    defaultImageId === undefined
      ? { missing: 'there is no image that fits its SKU' }
      : { imageId: defaultImageId };
  if (!volume.spec.sourceImageRef?.resource) return standard;
  const image = (await findTargets(manager, volume.uid)).get('/spec/sourceImageRef');
  if (image?.kind !== 'image')
    return { missing: `the image of boot volume '${volume.name}' does not exist any more` };
  if (image.status.content === 'empty') return standard;
  const what = `image '${image.name}' of boot volume '${volume.name}'`;
  return snapshotOrWait(await findResourceBinding(manager, image.uid, 'image' satisfies Role), what);
}

function snapshotOrWait(binding: Binding | undefined, what: string): BootImage {
  const { status } = (binding?.observed ?? {}) as Partial<ImageSighting>;
  if (binding?.objectId == null || status !== 'available') return { missing: `${what} is not there yet` };
  return { imageId: Number(binding.objectId) };
}
