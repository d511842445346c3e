import { ApiError, invalidInput } from '../api/errors.js';
import type { IdOrName } from '../api/body.js';
import type { Call } from '../api/operation.js';
import { findByIdOrName } from '../api/references.js';
import { isAvailable } from '../catalogue/availability.js';
import { locations } from '../catalogue/locations.js';
import { type ServerTypeSpec, serverTypeSpecs } from '../catalogue/server-types.js';

export function serverTypeFor(wanted: IdOrName): ServerTypeSpec {
  const type = findByIdOrName(serverTypeSpecs, wanted);
  if (type === undefined) throw invalidInput(`server type '${wanted}' not found`);
  return type;
}

/**
 * Where a new server goes: where it was asked to, or where the volumes and addresses it brings are, or the first
 * location that has the type. Texts as seen in github.com/hetznercloud/terraform-provider-hcloud/issues/493.
 */
export function locationFor(
  call: Call,
  type: ServerTypeSpec,
  wanted: IdOrName | undefined,
  impliedId: number | undefined,
): number {
  const implied = impliedId ?? firstAvailableLocation(call, type);
  const location = findByIdOrName(locations, wanted ?? implied);
  if (location === undefined) throw invalidInput(`location '${wanted}' not found`);
  assertOrderable(call, type, location.name);
  return location.id;
}

/**
 * Throws unless the type exists in the location and can be had there now. Codes and texts as seen in
 * github.com/autobase-tech/autobase/issues/1403 and
 * github.com/hetznercloud/terraform-provider-hcloud/issues/531.
 */
function assertOrderable(call: Call, type: ServerTypeSpec, location: string): void {
  if (!isOfferedIn(type, location, call.nowMs)) throw invalidInput('unsupported location for server type');
  if (!isAvailable(call.project, type, location)) {
    throw new ApiError('resource_unavailable', 'error during placement');
  }
}

/** Listed for the location and not ended there; whether one is left is another question. */
export function isOfferedIn(type: ServerTypeSpec, location: string, nowMs: number): boolean {
  const place = type.places.find((candidate) => candidate.location === location);
  if (place === undefined) return false;
  return place.deprecation === null || Date.parse(place.deprecation.unavailable_after) > nowMs;
}

function firstAvailableLocation(call: Call, type: ServerTypeSpec): number {
  const location = locations.find(({ name }) => isAvailable(call.project, type, name));
  if (location === undefined) throw new ApiError('resource_unavailable', 'error during placement');
  return location.id;
}
