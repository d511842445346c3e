import { API_VERSION } from '@seca-hetzner/domain';
import { httpClasses } from '../middleware/problem.js';
import { componentSchemas } from './schemas.js';
import { operations, type Operation, type Sort } from './operations.js';
import { parametersOf } from './parameters.js';
import { typeNameOf } from './names.js';

/** What each sort of operation answers beside what HTTP itself refuses. Source: SECA, operations. */
const STATUSES: Readonly<Record<Sort, readonly number[]>> = {
  wellknown: [200],
  list: [200, 400, 401, 403],
  get: [200, 400, 401, 403, 404],
  put: [200, 201, 400, 401, 403, 404, 409, 412, 422],
  delete: [202, 400, 401, 403, 404, 409, 412],
  action: [202, 400, 401, 403, 404, 409, 412],
};

/** Refusals of a body, which only a PUT has; and of a method, which no operation has. */
const OF_BODIES: readonly number[] = [413, 415];
const OF_METHODS = 405;

/**
 * The OpenAPI 3.1 description of this gateway, made of the registry of kinds and the schemas that requests are
 * checked against. It holds for both settings of `SECA_COMPATIBILITY`: under `suite` a refusal of a write comes
 * with status 412 whatever its type.
 */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations()) {
    paths[operation.path] ??= operation.sort === 'wellknown' ? { servers: [ROOT] } : {};
    Object.assign(paths[operation.path] ?? {}, { [operation.method]: describe(operation) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'SECA gateway for Hetzner Cloud',
      version: API_VERSION,
      description:
        'Sovereign European Cloud API. In a body `null` counts as absent, and of `metadata` only what names the place is read.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { ...ROOT, description: 'The default region, which lists first.' },
      {
        url: '/regions/{region}',
        description: 'One region.',
        variables: { region: { default: 'eu-central', description: 'As the list of regions names it.' } },
      },
    ],
    security: [{ bearer: [] }],
    tags: [...new Set(operations().map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(refusals().map((status) => [`Refusal${status}`, refusal(status)])),
      schemas: componentSchemas(),
    },
  };
}

const ROOT = { url: '/' };

function tagOf({ provider = 'discovery' }: Operation): string {
  return provider;
}

function describe(operation: Operation): object {
  const { operationId, sort, kind } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId,
    tags: [tagOf(operation)],
    ...(sort === 'wellknown' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(sort === 'put' && kind && kind !== 'region'
      ? { requestBody: { required: true, content: jsonOf(`${typeNameOf(kind)}Input`) } }
      : {}),
    responses: Object.fromEntries(statusesOf(sort).map((status) => [status, answerOf(operation, status)])),
  };
}

function statusesOf(sort: Sort): number[] {
  const fromHttp = Object.values(httpClasses)
    .map(({ status }) => status)
    .filter((status) => {
      if (sort === 'wellknown') return status === 406 || status === 429;
      return status !== OF_METHODS && (sort === 'put' || !OF_BODIES.includes(status));
    });
  return [...new Set([...STATUSES[sort], ...fromHttp, 500])].toSorted((left, right) => left - right);
}

const TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created: accepted and stored, not yet ready',
  202: 'Accepted',
};

function refusals(): number[] {
  const all = new Set(operations().flatMap(({ sort }) => statusesOf(sort)));
  return [...all].filter((status) => status >= 400).toSorted((left, right) => left - right);
}

function refusal(status: number): object {
  return {
    description: 'A refusal, as a problem document',
    headers: {
      ...REQUEST_ID,
      ...(status === 401 ? CHALLENGE : {}),
      ...(status === 429 || status === 503 ? RETRY : {}),
    },
    content: jsonOf('Problem', 'application/problem+json'),
  };
}

function answerOf({ answer, sort }: Operation, status: number): object {
  if (status >= 400) return { $ref: `#/components/responses/Refusal${status}` };
  const description = sort === 'put' && status === 200 ? 'Replaced' : (TEXTS[status] ?? '');
  return {
    description,
    headers: { ...REQUEST_ID, ...(status === 201 ? LOCATION : {}) },
    ...(answer === undefined ? {} : { content: jsonOf(answer) }),
  };
}

const header = (name: string, description: string): object => ({
  [name]: { description, schema: { type: 'string' } },
});

const REQUEST_ID = header('X-Request-Id', 'Names the request in the log and the audit.');
const CHALLENGE = header('WWW-Authenticate', 'How to authenticate.');
const RETRY = header('Retry-After', 'Seconds after which trying again makes sense.');
const LOCATION = header('Location', 'Path of the new resource.');

function jsonOf(schema: string, mediaType = 'application/json'): object {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}
