import type { Fault } from '../errors.js';
import type { UserMaps } from './resource.js';

/** Source: SECA `Labels` and `Annotations`: bounds of a value; of a key, the bounds that a row can be indexed by. */
export const mapBounds = {
  valueLength: { labels: 63, annotations: 1024, extensions: 1024 },
  keyLength: 256,
  entries: 256,
} as const;

/** What is wrong with the maps of a resource, whatever its kind. */
export function mapFaults(maps: UserMaps): Fault[] {
  return (['labels', 'annotations', 'extensions'] as const).flatMap((name) => {
    const entries = Object.entries(maps[name] ?? {});
    const tooMany: Fault[] =
      entries.length > mapBounds.entries
        ? [
            {
              pointer: `/${name}`,
              message: `${name} has ${entries.length} entries; at most ${mapBounds.entries} are kept`,
            },
          ]
        : [];
    return [...tooMany, ...entries.flatMap(([key, value]) => entryFaults(name, key, value))];
  });
}

function entryFaults(map: keyof typeof mapBounds.valueLength, key: string, value: string): Fault[] {
  const pointer = `/${map}/${escapePointer(key)}`;
  const faults: Fault[] = [];
  if (key.length === 0 || key.length > mapBounds.keyLength) {
    faults.push({ pointer, message: `a key of ${map} has 1 to ${mapBounds.keyLength} characters` });
  }
  if (value.length > mapBounds.valueLength[map]) {
    const message = `the value of '${key}' has ${value.length} characters; in ${map} it has at most ${mapBounds.valueLength[map]}`;
    faults.push({ pointer, message });
  }
  return faults;
}

/** RFC 6901, section 3. */
export function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
