import type { Image } from '@seca-hetzner/hetzner/schema';
import type { IdOrName } from '../api/body.js';
import { invalidInput } from '../api/errors.js';
import { presentImages } from '../image/image.wire.js';
import type { Project } from '../world/project.js';

/**
 * The image for a disk: by id, or by name among those of the machine's architecture. It must be complete and fit
 * the disk. Source: API description, `GET /images`: one object per architecture under the same name.
 */
export function imageFor(project: Project, wanted: IdOrName, architecture: string, diskGb: number): Image {
  const images = presentImages(project);
  const image =
    images.find(({ id }) => id === Number(wanted)) ??
    images.find((candidate) => candidate.name === wanted && candidate.architecture === architecture) ??
    images.find(({ name }) => name === wanted);
  if (image === undefined) throw invalidInput(`image '${wanted}' not found`);
  if (image.architecture !== architecture) {
    throw invalidInput(`image architecture ${image.architecture} is not that of the server type`);
  }
  if (image.status !== 'available') throw invalidInput('image is not available');
  if (image.disk_size > diskGb) throw invalidInput('image disk is bigger than server type disk');
  return image;
}
