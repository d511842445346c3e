import type { Identified } from '../world/collection.js';
import type { Project } from '../world/project.js';
import type { ServerTypeSpec } from './server-types.js';

/** What somebody has set through the control API: whether a project can order a type in a location. */
export interface AvailabilityRecord extends Identified {
  readonly serverType: string;
  readonly location: string;
  readonly isAvailable: boolean;
}

export function isAvailable(project: Project, type: ServerTypeSpec, location: string): boolean {
  const override = project.availability.findBy(
    (record) => record.serverType === type.name && record.location === location,
  );
  const place = type.places.find((candidate) => candidate.location === location);
  if (place === undefined) return false;
  return override?.isAvailable ?? place.isAvailable;
}
