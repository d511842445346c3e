import type { Image } from '@seca-hetzner/hetzner/schema';
import { systemImages } from '../catalogue/system-images.js';
import type { Project } from '../world/project.js';
import type { ImageRecord } from './image.record.js';

export function imageToWire(image: ImageRecord): Image {
  return {
    id: image.id,
    type: image.type,
    status: image.status,
    // Snapshots and backups have none; they go by id, label or description.
    name: null,
    description: image.description,
    image_size: image.imageSizeGb,
    disk_size: image.diskSizeGb,
    created: image.created,
    created_from: { ...image.createdFrom },
    bound_to: image.boundTo,
    os_flavor: image.osFlavor,
    os_version: image.osVersion,
    rapid_deploy: false,
    protection: { delete: image.isDeleteProtected },
    deprecated: null,
    deprecation: null,
    deleted: image.deleted,
    labels: image.labels,
    architecture: image.architecture,
  };
}

/** System images and the project's own, deleted ones too: servers go on showing them. */
export function findImage(project: Project, id: number): Image | undefined {
  const own = project.images.find(id);
  if (own !== undefined) return imageToWire(own);
  return systemImages.find((image) => image.id === id);
}

export function imageOf(project: Project, id: number): Image {
  const image = findImage(project, id);
  if (image === undefined) throw new Error(`no image ${id}`);
  return image;
}

/** What can be listed and used for new servers, besides its status. */
export function presentImages(project: Project): Image[] {
  return [...systemImages, ...project.images.filter(({ deleted }) => deleted === null).map(imageToWire)];
}
