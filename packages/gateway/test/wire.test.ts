import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds, putRequestFromDocument, specSchemaOf, type Kind, type Resource } from '@seca-hetzner/domain';
import { typeNameOf } from '../src/openapi/names.js';
import { conditionsToWire, resourceToWire } from '../src/resource/resource.wire.js';
import { apiDocument, errorsOf } from './support/api-description.js';
import { valuesOf } from './support/arbitraries.js';
import { documents } from './support/documents.js';

const names = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
// The body of a PUT has no `__proto__` when it comes here.
const keys = fc.string({ minLength: 1, maxLength: 9 }).filter((key) => key !== '__proto__');
const maps = fc.option(fc.dictionary(keys, fc.string({ maxLength: 63 })), { nil: undefined });
// Not those years that RFC 3339 cannot write.
const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const states = fc.constantFrom('pending', 'creating', 'active', 'updating', 'deleting', 'error');
const conditions = fc.array(
  fc.record(
    {
      state: states,
      at: instants.map((at) => at.toISOString()),
      reason: fc.constantFrom('Waiting', 'PROVIDER_CAPACITY'),
      message: fc.string(),
    },
    { requiredKeys: ['state', 'at'] },
  ),
  { maxLength: 32 },
);

/** Resources of a kind as they may be stored: with a spec that a PUT has passed. */
function resourcesOf(kind: Kind): fc.Arbitrary<Resource> {
  const { level } = kinds[kind];
  const schema = specSchemaOf(kind);
  const sound = schema.parse(documents[kind]?.spec);
  // What rules beyond the description refuse is replaced: drawing again could go on for ever.
  const specs = valuesOf(apiDocument.components.schemas[`${typeNameOf(kind)}SpecInput`] ?? {}).map(
    (drawn) => {
      const { success, data } = schema.safeParse(withoutNulls(drawn));
      return success ? data : sound;
    },
  );
  return fc
    .record({
      name: names,
      tenant: names,
      region: names,
      workspace: level === 'tenant' ? fc.constant('') : names,
      network: level === 'network' ? names : fc.constant(''),
      labels: maps,
      annotations: maps,
      extensions: maps,
      spec: specs,
      status: fc.record({ state: states, conditions }),
      resourceVersion: fc.integer({ min: 1 }),
      createdAt: instants,
      lastModifiedAt: instants,
      deletedAt: fc.option(instants, { nil: undefined }),
    })
    .map((drawn) => ({ kind, uid: 'uid', ...drawn }) as unknown as Resource);
}

/** As the body of a PUT is read, where `null` counts as absent. */
function withoutNulls(value: unknown): unknown {
  const isAbsent = (holder: unknown, member: unknown) => member === null && !Array.isArray(holder);
  return JSON.parse(JSON.stringify(value), function (this: unknown, _key, member: unknown) {
    return isAbsent(this, member) ? undefined : member;
  }) as unknown;
}

const overTheWire = (value: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe.each(Object.keys(kinds) as Kind[])('%s', (kind) => {
  test('what a client reads it can put back, and it is the same', () => {
    fc.assert(
      fc.property(resourcesOf(kind), fc.constantFrom('GET', 'PUT'), (resource, verb) => {
        const { name, tenant, region, workspace, network } = resource;
        const identity = { kind, name, tenant, region, workspace, network };
        const read = overTheWire(resourceToWire(resource, verb, () => ({})));
        const request = putRequestFromDocument(identity, read, undefined);
        expect(request.identity).toEqual(identity);
        expect(overTheWire(request.maps)).toEqual(overTheWire({ ...mapsOf(resource) }));
        expect(specSchemaOf(kind).parse(request.spec)).toEqual(overTheWire(resource.spec));
      }),
    );
  });

  test('its metadata and spec are as described', () => {
    const schema = apiDocument.components.schemas[typeNameOf(kind)]?.['properties'] as Record<string, object>;
    fc.assert(
      fc.property(resourcesOf(kind), (resource) => {
        const { metadata, spec } = overTheWire(resourceToWire(resource, 'GET', () => ({})));
        expect(errorsOf({ ...schema['metadata'] }, metadata)).toEqual([]);
        expect(errorsOf({ ...schema['spec'] }, spec)).toEqual([]);
      }),
    );
  });
});

function mapsOf({ labels, annotations, extensions }: Resource): object {
  return { labels, annotations, extensions };
}

test('conditions lose nothing on the wire', () => {
  fc.assert(
    fc.property(conditions, (history) => {
      const back = conditionsToWire(history as never).map((condition) => {
        const { lastTransitionAt, ...rest } = condition as { lastTransitionAt: string };
        return { ...rest, at: lastTransitionAt };
      });
      expect(back).toEqual(history);
    }),
  );
});
