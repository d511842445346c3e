import { z } from 'zod';
import {
  ValidationError,
  type Condition,
  type Kind,
  type PutRequest,
  type Resource,
  type ResourceIdentity,
} from '@seca-hetzner/domain';
import { metadataToWire, placeFaults, placeSchema, type WireVerb } from './metadata.wire.js';

/** What a kind shows of its status beside state and conditions. */
export type StatusToWire<K extends Kind> = (resource: Resource<K>) => object;

const mapSchema = z.record(z.string(), z.string()).optional();

/** What every PUT looks like; the spec is checked by the domain, which knows the kinds. */
export const bodySchema = z.object({
  metadata: placeSchema.optional(),
  labels: mapSchema,
  annotations: mapSchema,
  extensions: mapSchema,
  spec: z.unknown().optional(),
});

/** Reads a PUT. Throws `ValidationError` for maps that hold no strings and for a place that is not the path's. */
export function putRequestFromWire(
  identity: ResourceIdentity,
  body: unknown,
  ifUnmodifiedSince: number | undefined,
): PutRequest {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const pointer = issue.path.map((part) => `/${String(part)}`).join('');
      return { pointer, message: `${pointer.slice(1)}: ${issue.message}` };
    });
    throw new ValidationError(faults);
  }
  const { metadata, labels, annotations, extensions, spec } = parsed.data;
  const faults = placeFaults(metadata ?? {}, identity);
  if (faults.length > 0) throw new ValidationError(faults);
  return {
    identity,
    maps: { labels, annotations, extensions },
    // A workspace has nothing to declare, and Go clients write that as null.
    spec: spec ?? {},
    ...(ifUnmodifiedSince === undefined ? {} : { ifUnmodifiedSince }),
  };
}

export function resourceToWire<K extends Kind>(
  resource: Resource<K>,
  verb: WireVerb,
  statusToWire: StatusToWire<K>,
): object {
  const { labels, annotations, extensions, spec, status } = resource;
  return {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    ...(extensions ? { extensions } : {}),
    metadata: metadataToWire(resource as Resource, verb),
    spec,
    status: {
      ...statusToWire(resource),
      state: status.state,
      conditions: conditionsToWire(status.conditions),
    },
  };
}

export function conditionsToWire(conditions: readonly Condition[]): object[] {
  return conditions.map(({ state, at, reason, message }) => ({
    state,
    lastTransitionAt: at,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  }));
}
