import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startGateway, type Answer, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;
let strict: TestGateway;

beforeAll(async () => {
  [gateway, strict] = await Promise.all([
    startGateway(),
    startGateway({ settings: { compatibility: 'spec' } }),
  ]);
});
afterAll(() => Promise.all([gateway.close(), strict.close()]));
beforeEach(async () => {
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
  gateway.domain.jobs.woken.length = 0;
});

const workspace = '/seca.workspace/v1/tenants/acme/workspaces/w';
const networks = '/seca.network/v1/tenants/acme/workspaces/w/networks';
const networkSpec = { cidr: { ipv4: '10.0.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } };

/** A full problem document that says what was wrong, and nothing stored or woken. */
async function expectRefusal(answer: Answer, status: number, type: string): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: `http://secapi.cloud/errors/${type}`,
    status,
    title: expect.any(String) as string,
    detail: expect.any(String) as string,
    instance: expect.any(String) as string,
    sources: expect.any(Array) as object[],
  });
  expect(await gateway.dataSource.manager.query('SELECT 1 FROM resource')).toEqual([]);
  expect(gateway.domain.jobs.woken).toEqual([]);
}

describe('a body that cannot be read', () => {
  test.each([
    ['malformed JSON', '{"spec": '],
    ['no JSON object', '[]'],
    ['text', '"x"'],
    ['nothing', ''],
    ['NUL in a value', String.raw`{"labels":{"a":"\u0000"}}`],
    ['NUL in a key', String.raw`{"labels":{"\u0000":"a"}}`],
    ['a name that JavaScript keeps for itself', '{"labels":{"__proto__":"a"}}'],
    ['half of a surrogate pair', String.raw`{"labels":{"a":"\ud800"}}`],
  ])('%s is a 400', async (_, body) => {
    await expectRefusal(await gateway.send('PUT', workspace, body), 400, 'invalid-request');
  });

  test('more than 1 MiB is a 413, another media type a 415', async () => {
    const large = JSON.stringify({ spec: { x: 'x'.repeat(1_048_577) } });
    await expectRefusal(await gateway.send('PUT', workspace, large), 413, 'invalid-request');
    const text = await gateway.send('PUT', workspace, 'spec: {}', { 'content-type': 'application/yaml' });
    await expectRefusal(text, 415, 'invalid-request');
  });
});

describe('who may ask', () => {
  test.each([
    ['no token', async () => ''],
    ['no bearer token', async () => 'Basic YTpi'],
    ['rubbish', async () => 'Bearer abc.def.ghi'],
    [
      'an expired token',
      async () => `Bearer ${await gateway.mint({ sub: 'a', tenants: ['acme'] }, { expires: '-1m' })}`,
    ],
    [
      'another issuer',
      async () => `Bearer ${await gateway.mint({ sub: 'a', tenants: ['acme'] }, { issuer: 'urn:x' })}`,
    ],
    [
      'another audience',
      async () => `Bearer ${await gateway.mint({ sub: 'a', tenants: ['acme'] }, { audience: 'x' })}`,
    ],
    ['no subject', async () => `Bearer ${await gateway.mint({ tenants: ['acme'] })}`],
    ['everybody as subject', async () => `Bearer ${await gateway.mint({ sub: '*' })}`],
    ['a subject with NUL', async () => `Bearer ${await gateway.mint({ sub: 'alice\0' })}`],
    [
      'tenants that are no list',
      async () => `Bearer ${await gateway.mint({ sub: 'alice', tenants: 'acme' })}`,
    ],
    ['a scope that is a list', async () => `Bearer ${await gateway.mint({ sub: 'alice', scope: ['acme'] })}`],
    [
      'a scope whose workspaces are no list',
      async () => `Bearer ${await gateway.mint({ sub: 'alice', scope: { workspaces: 'w' } })}`,
    ],
    ['a key of somebody else', async () => `Bearer ${await strict.mint({ sub: 'a', tenants: ['acme'] })}`],
    [
      'an unsigned token',
      async () =>
        `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"a","tenants":["acme"]}').toString('base64url')}.`,
    ],
  ])('%s is a 401 that says how to do better', async (_, header) => {
    const answer = await gateway.send('PUT', workspace, { spec: {} }, { authorization: await header() });
    await expectRefusal(answer, 401, 'unauthorized');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test.each([
    ['of another tenant', { sub: 'mallory', tenants: ['other'] }],
    ['without tenants', { sub: 'mallory' }],
  ])('a token %s is a 403 for every method', async (_, claims) => {
    const headers = { authorization: `Bearer ${await gateway.mint(claims)}` };
    await expectRefusal(await gateway.send('PUT', workspace, { spec: {} }, headers), 403, 'forbidden');
    for (const method of ['GET', 'DELETE']) {
      expect((await gateway.send(method, workspace, undefined, headers)).status).toBe(403);
    }
    const collection = workspace.slice(0, -2);
    expect((await gateway.send('GET', collection, undefined, headers)).status).toBe(403);
    expect((await gateway.send('GET', '/seca.compute/v1/tenants/acme/skus', undefined, headers)).status).toBe(
      403,
    );
  });
});

describe('what breaks the contract', () => {
  test.each([
    [
      'a name of 129 characters',
      `${workspace.slice(0, -1)}${'a'.repeat(129)}`,
      { spec: {} },
      '/metadata/name',
    ],
    ['a name in upper case', `${workspace.slice(0, -1)}Invalid-Name`, { spec: {} }, '/metadata/name'],
    ['a label that is no text', workspace, { spec: {}, labels: { a: 1 } }, '/labels/a'],
    ['a label value of 64 characters', workspace, { spec: {}, labels: { a: 'x'.repeat(64) } }, '/labels/a'],
    ['another region', workspace, { spec: {}, metadata: { region: 'invalid' } }, '/metadata/region'],
    ['another name', workspace, { spec: {}, metadata: { name: 'x' } }, '/metadata/name'],
  ])('%s is refused with a pointer', async (_, path, body, pointer) => {
    const answer = await gateway.send('PUT', path, body);
    expect(answer.status).toBe(412);
    expect(answer.body.type).toBe('http://secapi.cloud/errors/validation-error');
    expect(answer.body.sources).toContainEqual({ pointer, parameter: '' });
  });

  test('one answer names every fault', async () => {
    await gateway.send('PUT', workspace, { spec: {} });
    const spec = { cidr: { ipv4: '1.0/8' }, skuRef: { resource: '' }, additionalCidrs: 'x' };
    const { body } = await gateway.send('PUT', `${networks}/n`, { spec });
    expect(body.sources.map((source: { pointer: string }) => source.pointer).toSorted()).toEqual([
      '/spec/additionalCidrs',
      '/spec/cidr/ipv4',
      '/spec/skuRef/resource',
    ]);
  });

  test('a missing workspace or target is refused, under suite with 412, under spec with 404 and 422', async () => {
    const missing = await gateway.send('PUT', `${networks}/n`, { spec: networkSpec });
    await expectRefusal(missing, 412, 'resource-not-found');
    expect((await strict.send('PUT', `${networks}/n`, { spec: networkSpec })).status).toBe(404);
    await strict.send('PUT', workspace, { spec: {} });
    const unknownSku = { ...networkSpec, skuRef: { resource: 'skus/non-existent' } };
    const refused = await strict.send('PUT', `${networks}/n`, { spec: unknownSku });
    expect(refused.status).toBe(422);
    expect(refused.body.sources).toEqual([{ pointer: '/spec/skuRef/resource', parameter: '' }]);
  });

  test('under spec a conflict is a 409', async () => {
    await strict.send('PUT', workspace, { spec: {} });
    await strict.send('PUT', `${networks}/n`, { spec: networkSpec });
    const answer = await strict.send('DELETE', workspace);
    expect([answer.status, answer.body.type]).toEqual([409, 'http://secapi.cloud/errors/resource-conflict']);
  });
});

describe('what HTTP itself refuses', () => {
  test('unknown paths, wrong methods and media types have problem documents', async () => {
    await expectRefusal(await gateway.send('GET', '/seca.nothing/v1/x'), 404, 'resource-not-found');
    await expectRefusal(await gateway.send('GET', workspace), 404, 'resource-not-found');
    const method = await gateway.send('PATCH', workspace, {});
    await expectRefusal(method, 405, 'invalid-request');
    expect(method.headers.get('allow')).toBe('GET, PUT, DELETE');
    await expectRefusal(await gateway.send('POST', workspace.slice(0, -2), {}), 405, 'invalid-request');
    const accept = await gateway.send('GET', workspace, undefined, { accept: 'text/html' });
    await expectRefusal(accept, 406, 'invalid-request');
  });

  test.each([
    'limit=0',
    'limit=10001',
    'limit=x',
    'limit=1&limit=2',
    'skipToken=!',
    'labels=%3D',
    'labels=a%20b',
  ])('the query %s is a 400 that names the parameter', async (query) => {
    const answer = await gateway.send('GET', `${workspace.slice(0, -2)}?${query}`);
    await expectRefusal(answer, 400, 'invalid-request');
    expect(answer.body.sources[0].parameter).toBe(query.split('=')[0]);
  });

  test.each(['%00', '%ED%A0%80', '%'])('a path with %s is no 500', async (name) => {
    for (const collection of [
      workspace.slice(0, -1),
      '/seca.compute/v1/tenants/acme/skus/',
      '/seca.region/v1/regions/',
    ]) {
      const answer = await gateway.send('GET', `${collection}${name}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('problem+json');
    }
  });
});

test.each([
  ['that is no JSON', '{', {}],
  ['of another type', '{}', { 'content-type': 'text/plain' }],
  ['for another place', { metadata: { tenant: 'other' }, spec: {} }, {}],
  ['for a version that is none', { spec: {} }, { 'if-unmodified-since': 'yesterday' }],
])('who may not put learns nothing of a body %s', async (_, body, headers) => {
  const stranger = { authorization: `Bearer ${await gateway.mint({ sub: 'mallory', tenants: ['acme'] })}` };
  await expectRefusal(
    await gateway.send('PUT', workspace, body, { ...headers, ...stranger }),
    403,
    'forbidden',
  );
  expect((await gateway.send('PUT', workspace, body, headers)).status).not.toBe(403);
});
