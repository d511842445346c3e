import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ErrorObject } from 'ajv';
import { z } from 'zod';

const REPOSITORY_ROOT = new URL('../../../../', import.meta.url);
const PLACE = '../shared/hetzner/cloud.spec.json';

const specPath = process.env['HETZNER_SPEC'] ?? fileURLToPath(new URL(PLACE, REPOSITORY_ROOT));
export const hasSpec = existsSync(specPath);
export const neededSpec = `needs Hetzner's API description: set HETZNER_SPEC, or put it at ${PLACE}`;

type Schema = Record<string, unknown>;

const METHODS = new Set(['get', 'post', 'put', 'delete']);

const description = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(
          z.string(),
          z.object({
            content: z
              .object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) })
              .optional(),
          }),
        ),
      }),
    ),
  ),
});

/**
 * Hetzner's API description of February 2026, with what changed since. It has no named schemas: every answer is
 * spelled out, so the changes are made wherever their properties stand.
 */
export class ApiDescription {
  private readonly paths = description.parse(JSON.parse(readFileSync(specPath, 'utf8'))).paths;
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  has(method: string, template: string): boolean {
    return this.paths[template]?.[method.toLowerCase()] !== undefined;
  }

  /** Every operation, as `POST /servers`. */
  all(): { readonly method: string; readonly template: string }[] {
    return Object.entries(this.paths).flatMap(([template, methods]) =>
      Object.keys(methods)
        .filter((method) => METHODS.has(method))
        .map((method) => ({ method: method.toUpperCase(), template })),
    );
  }

  /** What is wrong with an answer; empty when it is as described. */
  faultsIn(method: string, template: string, status: number, body: unknown): string[] {
    const responses = this.paths[template]?.[method.toLowerCase()]?.responses ?? {};
    const response = responses[String(status)] ?? responses[`${Math.floor(status / 100)}xx`];
    if (response === undefined) return [`status ${status} is not described`];
    const schema = response.content?.['application/json'].schema;
    if (schema === undefined) return body === undefined ? [] : ['a body is not described'];
    const validate = this.ajv.compile(brought2026(schema));
    validate(body);
    return (validate.errors ?? []).map(textOf);
  }
}

function textOf({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}

/**
 * The changes from March to August 2026:
 * - `datacenter` is gone from servers and Primary IPs (2026-07-01-removing-datacenters)
 * - `assignee_type` may be `unassigned` (2026-04-27-primary-ips-will-return-unassigned)
 * - `locations[]` of server types say `available` and `recommended` (2026-04-01-datacenter-deprecations)
 *
 * And two of practice: `POST /primary_ips` without an assignee answers `"action": null`, and a nullable enumeration
 * may be null though its list does not say so, as the text of an ISO's `architecture` does.
 */
function brought2026(schema: unknown): Schema {
  const changed = change(schema);
  return isObject(changed) ? changed : {};
}

function change(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, name)]));
  if (copy['nullable'] === true && Array.isArray(copy['enum'])) {
    return { ...copy, enum: [...new Set<unknown>([...copy['enum'], null])] };
  }
  if (key === 'assignee_type') return { ...copy, enum: ['server', 'unassigned'] };
  if (key === 'action' && copy['type'] === 'object') return { ...copy, nullable: true };
  if (key === 'locations' && isObject(copy['items']) && hasProperty(copy['items'], 'deprecation')) {
    return { ...copy, items: withAvailability(copy['items']) };
  }
  return withoutDatacenter(copy);
}

function withAvailability(schema: Schema): Schema {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return {
    ...schema,
    properties: { ...properties, available: { type: 'boolean' }, recommended: { type: 'boolean' } },
    required: [...requiredOf(schema), 'available', 'recommended'],
  };
}

function withoutDatacenter(schema: Schema): Schema {
  if (!hasProperty(schema, 'datacenter')) return schema;
  return { ...schema, required: requiredOf(schema).filter((name) => name !== 'datacenter') };
}

function requiredOf(schema: Schema): unknown[] {
  return Array.isArray(schema['required']) ? schema['required'] : [];
}

function hasProperty(schema: Schema, name: string): boolean {
  return isObject(schema['properties']) && name in schema['properties'];
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
