import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { openApiDocument } from '../../src/openapi/document.js';
import { operations, type Operation } from '../../src/openapi/operations.js';

export type Schema = Record<string, unknown>;

interface Described {
  responses: Record<string, { content?: Record<string, { schema: Schema }>; $ref?: string }>;
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
}

export interface ApiDocument {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Described['responses'][string]> };
}

export const apiDocument = openApiDocument() as ApiDocument;

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'api', ...apiDocument });

const routes = operations().map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]*').replaceAll('.', String.raw`\.`)}$`),
}));

/** What the document has for a request; the path may begin with a region. */
export function operationFor(method: string, url: string): Operation | undefined {
  const path = url.replace(/\?.*$/s, '').replace(/^\/regions\/[^/]+(?=\/providers\/)/, '');
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
  return routes.find(({ operation, pattern }) => operation.method === asked && pattern.test(path))?.operation;
}

/** What is wrong with an answer; empty when it is as the document describes it. */
export function faultsOf(
  method: string,
  url: string,
  answer: { status: number; mediaType: string | undefined; body: unknown },
): string[] {
  const { status, mediaType, body } = answer;
  if (method === 'HEAD') return [];
  const operation = operationFor(method, url);
  // What is not in the document has nothing but refusals.
  const content = operation ? contentOf(operation, status) : refusalContent(status);
  if (content === undefined) return [`status ${status} is not described`];
  const [entry] = Object.entries(content);
  if (!entry) return body === '' ? [] : ['a body is not described'];
  const [expected, { schema }] = entry;
  if (mediaType !== expected) return [`the media type is ${mediaType}, not ${expected}`];
  return errorsOf(schema, body);
}

function contentOf(
  { path, method }: Operation,
  status: number,
): Record<string, { schema: Schema }> | undefined {
  const response = apiDocument.paths[path]?.[method]?.responses[status];
  if (!response) return undefined;
  return response.$ref === undefined ? (response.content ?? {}) : refusalContent(status);
}

function refusalContent(status: number): Record<string, { schema: Schema }> | undefined {
  if (status < 400) return undefined;
  return { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
}

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a schema of the document. */
export function errorsOf(schema: Schema, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Schema);
  compiled.set(text, validate);
  return validate(value) ? [] : (validate.errors ?? []).map(textOf);
}

function textOf({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}
