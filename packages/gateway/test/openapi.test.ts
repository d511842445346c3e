import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../src/openapi/operations.js';
import { apiDocument, faultsOf } from './support/api-description.js';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** As Express keeps them. */
interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

function routesIn(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? []);
    const methods = Object.keys(route.methods).filter((method) => method !== '_all');
    return [route.path].flat().flatMap((path) => methods.map((method) => `${method} ${path}`));
  });
}

test('every route of the gateway is described, and nothing else', () => {
  const routes = routesIn((gateway.app.router as unknown as { stack: Layer[] }).stack);
  const described = operations().map(
    ({ method, path, provider }) =>
      `${method} ${path.replace(`/providers/${provider}`, '').replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  expect([...new Set(routes)].toSorted()).toEqual([...new Set(described)].toSorted());
});

const wrong = { GET: 'POST', PUT: 'PATCH', DELETE: 'POST', POST: 'GET' };

test.each(operations().map((operation) => [operation.operationId, operation] as const))(
  '%s is where the description says, and refuses what is not described',
  async (_, { method, path, provider = '' }) => {
    const url = path
      .replace(`/providers/${provider}`, `/${provider}`)
      .replace('{tenant}', 'acme')
      .replaceAll(/\{\w+\}/g, 'x');
    const verb = method.toUpperCase() as keyof typeof wrong;
    // Answers of `send` are checked against the description.
    const answer = await gateway.send(verb, url, verb === 'PUT' ? {} : undefined);
    expect([200, 201, 202, 404, 412]).toContain(answer.status);
    expect(answer.body.detail ?? '').not.toContain('there is nothing at');
    expect((await gateway.send(wrong[verb], url)).status).toBe(405);
  },
);

test('an answer that is not as described is noticed', () => {
  const url = '/providers/seca.workspace/v1/tenants/acme/workspaces';
  const mediaType = 'application/json';
  const list = { items: [], metadata: { provider: 'p', resource: 'r', verb: 'GET' } };
  expect(faultsOf('GET', url, { status: 200, mediaType, body: list })).toEqual([]);
  expect(faultsOf('GET', url, { status: 204, mediaType, body: list })).toHaveLength(1);
  expect(faultsOf('GET', url, { status: 200, mediaType: 'text/html', body: '' })).toHaveLength(1);
  expect(faultsOf('GET', url, { status: 200, mediaType, body: { ...list, items: [{}] } })).not.toEqual([]);
  expect(faultsOf('GET', url, { status: 200, mediaType, body: { ...list, more: 1 } })).not.toEqual([]);
  expect(faultsOf('GET', url, { status: 400, mediaType: 'application/problem+json', body: {} })).not.toEqual(
    [],
  );
});

test('what the description takes for a name, the gateway does', async () => {
  const { schema } = (
    apiDocument.paths['/providers/seca.workspace/v1/tenants/{tenant}/workspaces/{name}']?.['put']
      ?.parameters ?? []
  )[1] ?? { schema: {} };
  expect(schema).toMatchObject({ maxLength: 64 });
  const path = '/seca.workspace/v1/tenants/acme/workspaces';
  expect((await gateway.send('PUT', `${path}/${'a'.repeat(64)}`, { spec: {} })).status).toBe(201);
  expect((await gateway.send('PUT', `${path}/${'a'.repeat(65)}`, { spec: {} })).status).toBe(412);
});
