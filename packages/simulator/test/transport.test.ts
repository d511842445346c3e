import { metaSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Api } from './api.js';
import { OTHER_TOKEN, TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const named = z.object({ name: z.string() });
const sshKeys = z.object({ placement_groups: z.array(named), meta: metaSchema });

async function addGroups(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await cloud.api.call('POST', '/placement_groups', { name: `group-${n}`, type: 'spread' });
  }
}

test('a call without a token of 64 characters is unauthorized', async () => {
  for (const token of [undefined, 'short', 'x'.repeat(65)]) {
    const api = new Api(`${cloud.origin}/v1`, token);
    const refusal = await api.refusal('GET', '/servers');
    expect(refusal).toMatchObject({ status: 401, code: 'unauthorized', message: 'unable to authenticate' });
  }
});

test('each token sees a project of its own', async () => {
  await addGroups(1);
  const other = await cloud.project(OTHER_TOKEN).get(sshKeys, '/placement_groups');
  expect(other.placement_groups).toEqual([]);
});

test('every answer has a correlation id and tells the rate limit', async () => {
  const { headers } = await cloud.api.call('GET', '/servers/1');
  expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{16}$/);
  expect(headers.get('ratelimit-limit')).toBe('1000000');
  expect(headers.get('ratelimit-remaining')).toBe('999999');
  expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(1_700_000_000);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
});

test.each([
  ['GET', '/nothing', 404, 'not_found'],
  ['GET', '/servers/abc', 404, 'not_found'],
  ['PATCH', '/servers', 405, 'method_not_allowed'],
  ['DELETE', '/servers', 405, 'method_not_allowed'],
  ['GET', '/datacenters', 410, 'deprecated_api_endpoint'],
  ['GET', '/datacenters/1', 410, 'deprecated_api_endpoint'],
  ['GET', '/actions', 410, 'deprecated_api_endpoint'],
  ['GET', '/load_balancers', 501, 'not_modelled'],
  ['POST', '/floating_ips/7/actions/assign', 501, 'not_modelled'],
  ['GET', '/load_balancers/7/metrics', 501, 'not_modelled'],
])('%s %s answers %i %s', async (method, path, status, code) => {
  expect(await cloud.api.refusal(method, path)).toMatchObject({ status, code });
});

test('malformed JSON is a json_error', async () => {
  expect(await cloud.api.refusal('POST', '/networks', '{"name":')).toMatchObject({
    status: 400,
    code: 'json_error',
  });
});

test('a body over a megabyte is refused', async () => {
  const refusal = await cloud.api.refusal('POST', '/networks', { name: 'x'.repeat(1_100_000) });
  expect(refusal).toMatchObject({ status: 413, code: 'request_too_large' });
});

test('all faults of a body come together, each with its field', async () => {
  const refusal = await cloud.api.refusal('POST', '/servers', { name: 'not valid!', image: 'debian-13' });
  expect(refusal).toMatchObject({ status: 422, code: 'invalid_input' });
  expect(refusal.message).toBe("invalid input in fields 'name', 'server_type'");
  expect(refusal.details).toEqual({
    fields: [
      { name: 'name', messages: ['is not a valid hostname'] },
      { name: 'server_type', messages: ['Missing data for required field.'] },
    ],
  });
});

test('unknown fields of a body are ignored, null means absent', async () => {
  const network = await cloud.aNetwork({ future: 1, labels: null, routes: null });
  expect(network.labels).toEqual({});
});

test('labels must be of the documented form and not reserved', async () => {
  const bad = [{ 'a b': '' }, { a: '-' }, { 'hetzner.cloud/a': 'b' }, { a: 'x'.repeat(64) }];
  for (const labels of bad) {
    const body = { name: 'g', type: 'spread', labels };
    expect(await cloud.api.refusal('POST', '/placement_groups', body)).toMatchObject({
      code: 'invalid_input',
    });
  }
});

test('lists are paged, 25 by default and 50 at most', async () => {
  await addGroups(50);
  const first = await cloud.api.call('GET', '/placement_groups');
  const page = sshKeys.parse(first.body);
  expect(page.placement_groups).toHaveLength(25);
  expect(page.meta.pagination).toEqual({
    page: 1,
    per_page: 25,
    previous_page: null,
    next_page: 2,
    last_page: 2,
    total_entries: 50,
  });
  const link = `<${cloud.origin}/v1/placement_groups?page=2>`;
  expect(first.headers.get('link')).toBe(`${link}; rel="next", ${link}; rel="last"`);

  const all = await cloud.api.get(sshKeys, '/placement_groups?per_page=1000');
  expect(all.meta.pagination).toMatchObject({ per_page: 50, next_page: null, last_page: 1 });
  const beyond = await cloud.api.get(sshKeys, '/placement_groups?page=9');
  expect(beyond.placement_groups).toEqual([]);
  expect(await cloud.api.refusal('GET', '/placement_groups?page=0')).toMatchObject({ code: 'invalid_input' });
});

test('lists are sorted by several fields in either direction', async () => {
  await addGroups(3);
  const names = async (query: string) =>
    (await cloud.api.get(sshKeys, `/placement_groups?${query}`)).placement_groups.map(({ name }) => name);
  expect(await names('sort=name:desc')).toEqual(['group-3', 'group-2', 'group-1']);
  expect(await names('sort=created:desc&sort=id:desc')).toEqual(['group-3', 'group-2', 'group-1']);
  expect(await cloud.api.refusal('GET', '/placement_groups?sort=colour')).toMatchObject({
    code: 'invalid_input',
  });
});

test('lists are filtered by name and label selector', async () => {
  await addGroups(2);
  await cloud.api.call('POST', '/placement_groups', {
    name: 'mine',
    type: 'spread',
    labels: { env: 'prod' },
  });
  const names = async (query: string) =>
    (await cloud.api.get(sshKeys, `/placement_groups?${query}`)).placement_groups.map(({ name }) => name);
  expect(await names('name=group-2')).toEqual(['group-2']);
  expect(await names(`label_selector=${encodeURIComponent('env in (prod,test)')}`)).toEqual(['mine']);
  expect(await names('label_selector=!env')).toEqual(['group-1', 'group-2']);
  expect(await cloud.api.refusal('GET', '/placement_groups?label_selector=a%20b')).toMatchObject({
    code: 'invalid_input',
  });
});

test('the bucket empties with each call, refills by the clock and answers 429 in between', async () => {
  const small = await TestSimulator.start({ rateLimitPerHour: 3 });
  for (const remaining of ['2', '1', '0']) {
    const { headers } = await small.api.call('GET', '/servers');
    expect(headers.get('ratelimit-remaining')).toBe(remaining);
  }
  expect(await small.api.refusal('GET', '/servers')).toMatchObject({
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'limit of 3 requests per hour reached',
  });
  expect((await small.project(OTHER_TOKEN).call('GET', '/servers')).status).toBe(200);
  await small.advance(1_200_000);
  expect((await small.api.call('GET', '/servers')).status).toBe(200);
  await small.stop();
});

test('a second token of a project reads and writes it, a read-only one reads, a revoked one nothing', async () => {
  const grant = (access: string) =>
    cloud.control.call('PUT', `/projects/${TOKEN}/tokens/${OTHER_TOKEN}`, { access });
  const other = cloud.project(OTHER_TOKEN);
  await addGroups(1);

  await grant('read-write');
  expect((await other.get(sshKeys, '/placement_groups')).placement_groups).toHaveLength(1);
  await grant('read-only');
  expect((await other.call('GET', '/placement_groups')).status).toBe(200);
  expect(await other.refusal('POST', '/placement_groups', {})).toMatchObject({
    status: 401,
    code: 'token_readonly',
  });
  await grant('revoked');
  expect(await other.refusal('GET', '/placement_groups')).toMatchObject({ code: 'unauthorized' });
});
