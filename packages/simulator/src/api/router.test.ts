import { expect, test } from 'vitest';
import { get, ok, post } from './operation.js';
import { Router } from './router.js';

const router = new Router(
  [
    get('/servers/{id}', () => ok({})),
    get('/servers/actions', () => ok({})),
    get('/servers/{id}/actions/{action_id}', () => ok({})),
    post('/servers', () => ok({})),
  ],
  ['/zones/*', '/servers/{id}/metrics'].map((template) => ({ template, reason: 'too far off' })),
  [{ template: '/datacenters', announcement: 'https://example.com' }],
);

test('a literal segment goes before a placeholder', () => {
  expect(router.match('GET', '/servers/actions')).toMatchObject({
    operation: { template: '/servers/actions' },
  });
  expect(router.match('GET', '/servers/42')).toMatchObject({
    operation: { template: '/servers/{id}' },
    id: 42,
  });
  expect(router.match('GET', '/servers/42/actions/593478587344330')).toMatchObject({
    id: 42,
    actionId: 593_478_587_344_330,
  });
});

test.each([
  ['GET', '/servers', 'method_not_allowed', '/servers'],
  ['GET', '/servers/x', 'not_found', '/servers/{id}'],
  ['GET', '/servers/-1', 'not_found', '/servers/{id}'],
  ['GET', '/servers/', 'not_found', '/servers/'],
  ['GET', '/zones', 'not_modelled', '/zones/*'],
  ['PUT', '/zones/a/b', 'not_modelled', '/zones/*'],
  ['GET', '/servers/1/metrics', 'not_modelled', '/servers/{id}/metrics'],
  ['GET', '/datacenters', 'deprecated_api_endpoint', '/datacenters'],
  ['GET', '/', 'not_found', '/'],
])('%s %s is refused as %s', (method, path, code, template) => {
  expect(router.match(method, path)).toMatchObject({ kind: 'refused', template, error: { code } });
});

test('what is not modelled is refused with the reason', () => {
  expect(router.match('GET', '/zones/7')).toMatchObject({
    error: { status: 501, message: 'the simulator does not model GET /zones/7: too far off' },
  });
});
