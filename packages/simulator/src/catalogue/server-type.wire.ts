import type { ServerType } from '@seca-hetzner/hetzner/schema';
import type { Project } from '../world/project.js';
import { isAvailable } from './availability.js';
import { locations } from './locations.js';
import { typePriceOf } from './prices.js';
import type { ServerTypeSpec } from './server-types.js';

export function serverTypeToWire(project: Project, type: ServerTypeSpec): ServerType {
  return {
    id: type.id,
    name: type.name,
    description: type.name.toUpperCase(),
    category: type.category,
    cores: type.cores,
    memory: type.memoryGb,
    disk: type.diskGb,
    // Both superseded by `locations[].deprecation`, which is per location.
    deprecated: false,
    deprecation: null,
    prices: type.places.map(({ location }) => typePriceOf(location, type.monthlyNet)),
    storage_type: 'local',
    cpu_type: type.cpuType,
    architecture: type.architecture,
    locations: type.places.map((place) => ({
      id: locations.find(({ name }) => name === place.location)?.id ?? 0,
      name: place.location,
      deprecation: place.deprecation,
      available: isAvailable(project, type, place.location),
      recommended: place.isRecommended && isAvailable(project, type, place.location),
    })),
  };
}
