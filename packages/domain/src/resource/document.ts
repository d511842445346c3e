/** A resource as SECA's documents spell it: what a PUT carries, and what a plan is made of. */
import { z } from 'zod';
import { ValidationError, type Fault } from '../errors.js';
import type { ResourceIdentity } from './identity.js';
import { kinds, type Kind } from './kinds.js';
import type { PutRequest } from './put-resource.js';

const mapSchema = z.record(z.string(), z.string()).optional();

/** The parts of a document's metadata that say where the resource is. All else in it is ours, and ignored. */
const placeSchema = z.object({
  name: z.string().optional(),
  tenant: z.string().optional(),
  region: z.string().optional(),
  workspace: z.string().optional(),
  network: z.string().optional(),
});

/** What every document looks like; the spec is checked by the rules of its kind. */
export const documentSchema = z.object({
  metadata: placeSchema.optional(),
  labels: mapSchema,
  annotations: mapSchema,
  extensions: mapSchema,
  spec: z.unknown().optional(),
});

/** A document that stands alone has to say what it is. */
const standaloneSchema = documentSchema.extend({
  metadata: placeSchema.extend({ kind: z.string(), name: z.string() }),
});

/**
 * Reads a document whose place is known, such as the body of a PUT. Throws `ValidationError` for maps that hold no
 * strings and for a place that is another one.
 */
export function putRequestFromDocument(
  identity: ResourceIdentity,
  document: unknown,
  ifUnmodifiedSince: number | undefined,
): PutRequest {
  const { metadata, labels, annotations, extensions, spec } = parsed(documentSchema, document);
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

/**
 * The resource that a document is about, by its own metadata; tenant and region are taken from `within` where it names
 * none. Throws `ValidationError` when it does not say enough.
 */
export function identityFromDocument(
  document: unknown,
  within: { tenant: string; region: string },
): ResourceIdentity {
  const { metadata } = parsed(standaloneSchema, document);
  const { kind, name } = metadata;
  if (!isKind(kind)) {
    const message = `metadata.kind: '${kind}' is none of ${Object.keys(kinds).join(', ')}`;
    throw new ValidationError([{ pointer: '/metadata/kind', message }]);
  }
  const { level, isRegional } = kinds[kind];
  const needed = level === 'tenant' ? [] : level === 'workspace' ? ['workspace'] : ['workspace', 'network'];
  const faults = (needed as ('workspace' | 'network')[])
    .filter((part) => !metadata[part])
    .map((part) => ({ pointer: `/metadata/${part}`, message: `metadata.${part} is needed for a ${kind}` }));
  if (faults.length > 0) throw new ValidationError(faults);
  return {
    kind,
    name,
    tenant: metadata.tenant || within.tenant,
    region: isRegional ? metadata.region || within.region : '',
    workspace: level === 'tenant' ? '' : (metadata.workspace ?? ''),
    network: level === 'network' ? (metadata.network ?? '') : '',
  };
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(kinds, text);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new ValidationError(
    error.issues.map((issue) => {
      const pointer = issue.path.map((part) => `/${String(part)}`).join('');
      return { pointer, message: `${pointer.slice(1)}: ${issue.message}` };
    }),
  );
}

/** What a document says of its place must be what is known of it; empty counts as unsaid. */
function placeFaults(place: z.output<typeof placeSchema>, identity: ResourceIdentity): Fault[] {
  return (['name', 'tenant', 'region', 'workspace', 'network'] as const).flatMap((part) => {
    const said = place[part];
    const actual = identity[part];
    if (!said || said === actual || actual === '') return [];
    return [
      { pointer: `/metadata/${part}`, message: `the body names ${part} '${said}', the path '${actual}'` },
    ];
  });
}
