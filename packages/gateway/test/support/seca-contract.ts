import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApiDocument, Schema } from './api-description.js';

const REPOSITORY_ROOT = new URL('../../../../../', import.meta.url);
const PLACE = '../shared/seca/openapi';

const folder = process.env['SECA_OPENAPI'] ?? fileURLToPath(new URL(PLACE, REPOSITORY_ROOT));
export const hasContract = existsSync(folder);
export const neededContract = `needs SECA's API description: set SECA_OPENAPI, or put it at ${PLACE}`;

interface Contract extends Omit<ApiDocument, 'components'> {
  info: { 'x-provider'?: string };
  components: ApiDocument['components'] & { parameters?: Record<string, Schema> };
}

/** An operation of either document, told as lines that can be compared. */
export interface OperationFacts {
  parameters: Set<string>;
  statuses: Set<string>;
  request: Set<string>;
  answer: Set<string>;
}

/** The operations of all foundation APIs and of discovery, by method and path from the root. */
export function contractOperations(): Map<string, OperationFacts> {
  const files = readdirSync(folder).filter((file) =>
    /^(foundation\..*|extensions\.wellknown.*)\.json$/.test(file),
  );
  const found = new Map<string, OperationFacts>();
  for (const file of files) {
    const contract = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Contract;
    const provider = contract.info['x-provider'];
    const prefix = provider === undefined ? '' : `/providers/${provider}`;
    for (const [key, facts] of operationFacts(contract, prefix)) found.set(key, facts);
  }
  return found;
}

export function operationFacts(document: Omit<Contract, 'info'>, prefix = ''): Map<string, OperationFacts> {
  const found = new Map<string, OperationFacts>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.responses) continue;
      const success = Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '';
      const answer = operation.responses[success]?.content?.['application/json']?.schema;
      const request = operation.requestBody?.content['application/json'].schema;
      found.set(`${method} ${prefix}${path}`, {
        parameters: new Set((operation.parameters ?? []).flatMap((each) => parameterFacts(document, each))),
        statuses: new Set(Object.keys(operation.responses)),
        request: new Set(request ? requestFacts(document, request) : []),
        answer: new Set(answer ? schemaFacts(document, answer) : []),
      });
    }
  }
  return found;
}

/** Of a body only what the client declares: what is read-only is dropped before it is checked. */
function requestFacts(document: Omit<Contract, 'info'>, schema: Schema): string[] {
  return schemaFacts(document, schema).filter((fact) => !/^(metadata|status)\b/.test(fact));
}

function parameterFacts(document: Omit<Contract, 'info'>, parameter: Schema): string[] {
  const {
    name,
    in: place,
    required,
    schema,
  } = resolved(document, parameter) as Schema & {
    name: string;
    schema: Schema;
  };
  const facts = schemaFacts(document, schema).map((fact) => `${name}${fact}`);
  return [`${name} in ${String(place)}`, ...(required ? [`${name} is required`] : []), ...facts];
}

const BOUNDS = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'format'];

/** What a schema demands, one line each, below the dotted path of the property; `[]` is an item of a list. */
export function schemaFacts(document: Omit<Contract, 'info'>, schema: Schema, at = ''): string[] {
  const found: string[] = [];
  const own = resolved(document, schema);
  const options = (own['anyOf'] as Schema[] | undefined) ?? [];
  for (const option of options) {
    if (option['const'] === '') found.push(`${at} may be empty`);
    else if (option['type'] === 'null') found.push(`${at} may be null`);
    else if (option['type'] === 'string' && options.length > 1 && options.some(isReference(document))) {
      found.push(`${at} may be text`);
    } else found.push(...schemaFacts(document, option, at));
  }
  const types = [own['type'] as string | string[] | undefined].flat().filter((type) => type !== undefined);
  if (types.includes('null')) found.push(`${at} may be null`);
  for (const type of types) if (type !== 'null') found.push(`${at} is ${type}`);
  const pattern = own['pattern'] ?? own['x-pattern-from-doc'];
  for (const bound of BOUNDS) {
    const value = (bound === 'pattern' ? pattern : own[bound]) as string | number | undefined;
    // A format of numbers says how Go keeps them.
    if (value === undefined || value === 'int64' || value === 'int32') continue;
    found.push(`${at} ${bound} ${String(value).replaceAll('-a-z0-9', 'a-z0-9-').replaceAll('\\/', '/')}`);
  }
  const values = own['const'] === undefined ? own['enum'] : [own['const']];
  for (const value of (values as unknown[] | undefined) ?? [])
    found.push(`${at} can be ${JSON.stringify(value)}`);
  for (const name of (own['required'] as string[] | undefined) ?? [])
    found.push(`${dotted(at, name)} is required`);
  for (const [name, property] of Object.entries(
    (own['properties'] as Record<string, Schema> | undefined) ?? {},
  )) {
    found.push(...schemaFacts(document, property, dotted(at, name)));
  }
  if (own['items']) found.push(...schemaFacts(document, own['items'] as Schema, `${at}[]`));
  const rest = own['additionalProperties'];
  if (typeof rest === 'object' && rest !== null)
    found.push(...schemaFacts(document, rest as Schema, `${at}.*`));
  return found;
}

function isReference(document: Omit<Contract, 'info'>): (schema: Schema) => boolean {
  return (schema) => resolved(document, schema)['type'] === 'object';
}

function dotted(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

/** The schema or parameter itself, with what stands beside a reference to it. */
function resolved(document: Omit<Contract, 'info'>, schema: Schema): Schema {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string') return schema;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document);
  return { ...resolved(document, target as Schema), ...beside };
}
