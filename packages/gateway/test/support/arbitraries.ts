import fc from 'fast-check';
import { apiDocument, type Schema } from './api-description.js';

/** Texts that lead deeper than letters drawn at random would: names, references, ranges, and what breaks parsers. */
const TELLING = [
  'w',
  'n',
  'nic',
  'fsn1',
  'skus/cx23',
  'skus/hetzner-network',
  'skus/hetzner-volume',
  'block-storages/boot',
  'networks/n/subnets/s',
  'route-tables/rt',
  'internet-gateways/gw',
  'seca.network/v1/tenants/acme/workspaces/w/networks/n/route-tables/rt',
  'tenants/other/workspaces/w/nics/nic',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '0.0.0.0/0',
  '0.0.0.0',
  '10.0.1.5',
  '::/0',
  'fd00::1',
  '999.0.0.0/99',
  '__proto__',
  "'; DROP TABLE resource; --",
  '',
];

const text = fc.oneof(
  fc.constantFrom(...TELLING),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary' }),
);

/** What nobody asked for. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(null, -1, 0, 1.5, 1e308, [], {}, '\0', '\u{d800}', 'x'.repeat(5_000)),
  text,
);

/** Values of a schema of the description; now and then, anywhere in them, something else. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: soundValuesOf(schema) }, { weight: 1, arbitrary: junk });
}

function soundValuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (typeof schema['$ref'] === 'string') {
    return valuesOf(apiDocument.components.schemas[schema['$ref'].replace(/^.*\//, '')] ?? {});
  }
  if (schema['anyOf']) return fc.oneof(...(schema['anyOf'] as Schema[]).map(valuesOf));
  if ('const' in schema) return fc.constant(schema['const']);
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const { minimum, maximum, minItems = 0 } = schema as { [bound: string]: number | undefined };
  switch (schema['type']) {
    case 'string':
      return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TELLING) }, { weight: 1, arbitrary: text });
    case 'integer':
      return fc.integer({ min: minimum ?? -10, max: maximum ?? 100_000 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valuesOf(schema['items'] as Schema), { minLength: minItems, maxLength: minItems + 2 });
    case 'object':
      return objectsOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectsOf(schema: Schema): fc.Arbitrary<object> {
  const properties = schema['properties'] as Record<string, Schema> | undefined;
  if (!properties) {
    return fc.dictionary(text, valuesOf((schema['additionalProperties'] ?? {}) as Schema), { maxKeys: 3 });
  }
  const fields = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each)]));
  return fc.record(fields, { requiredKeys: (schema['required'] as string[] | undefined) ?? [] });
}

/** A segment of a path: mostly a name, of something that is there or not; sometimes what no name is. */
export const segments: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('w', 'n', 'nic', 'boot', 's', 'rt', 'gw', 'vm', 'new') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('%00', '%', '%ED%A0%80', '..%2f', 'A', 'a'.repeat(129), '%20', '-'),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ minLength: 1, unit: 'grapheme' })
      .map(encodeURIComponent)
      // Every client resolves these before it sends, so that another path would be asked.
      .filter((segment) => segment !== '.' && segment !== '..'),
  },
);

/** What a query may say, with values that fit and values that do not. */
export const queries: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom('labels', 'limit', 'skipToken', 'other'),
      fc.oneof(
        fc.constantFrom('1', '0', '10000', '-1', 'env=x', 'env in (a,b),tier>3', '*=*', '!a', 'dw', ','),
        fc.string({ unit: 'grapheme' }),
      ),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'));

const printable = fc.string({ unit: fc.constantFrom(...'aj/*;=,"+ 019.'.split('')), maxLength: 12 });

/** Mostly what fits, since one header that does not is the end of a request. */
const mostly = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: printable });

export const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      accept: mostly(['application/json', 'application/json; deleted=true', '*/*']),
      'if-unmodified-since': mostly(['1', '2', '99']),
    },
    { requiredKeys: [] },
  ),
);
