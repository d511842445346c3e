import type { Fault } from '../errors.js';
import type { UserMaps } from './resource.js';

/** Source: SECA `Labels` and `Annotations`: bounds of a value; of a key, the bounds that a row can be indexed by. */
const MAX_VALUE_LENGTH = { labels: 63, annotations: 1024, extensions: 1024 } as const;
const MAX_KEY_LENGTH = 256;
const MAX_ENTRIES = 256;

/** What is wrong with the maps of a resource, whatever its kind. */
export function mapFaults(maps: UserMaps): Fault[] {
  return (['labels', 'annotations', 'extensions'] as const).flatMap((name) => {
    const entries = Object.entries(maps[name] ?? {});
    const tooMany: Fault[] =
      entries.length > MAX_ENTRIES
        ? [
            {
              pointer: `/${name}`,
              message: `${name} has ${entries.length} entries; at most ${MAX_ENTRIES} are kept`,
            },
          ]
        : [];
    return [...tooMany, ...entries.flatMap(([key, value]) => entryFaults(name, key, value))];
  });
}

function entryFaults(map: keyof typeof MAX_VALUE_LENGTH, key: string, value: string): Fault[] {
  const pointer = `/${map}/${escapePointer(key)}`;
  const faults: Fault[] = [];
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    faults.push({ pointer, message: `a key of ${map} has 1 to ${MAX_KEY_LENGTH} characters` });
  }
  if (value.length > MAX_VALUE_LENGTH[map]) {
    const message = `the value of '${key}' has ${value.length} characters; in ${map} it has at most ${MAX_VALUE_LENGTH[map]}`;
    faults.push({ pointer, message });
  }
  return faults;
}

/** RFC 6901, section 3. */
export function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
