import { serverTypeSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { OTHER_TOKEN, TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const clock = z.object({ now: z.string(), nowMs: z.number(), frozen: z.boolean(), scale: z.number() });
const calls = z.object({
  calls: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      project: z.string().nullable(),
      method: z.string(),
      path: z.string(),
      template: z.string(),
      status: z.int().nullable(),
      code: z.string().nullable(),
      isWrite: z.boolean(),
    }),
  ),
});
const state = z.object({
  projects: z.array(
    z.object({
      token: z.string(),
      counts: z.record(z.string(), z.int()),
      objects: z.record(z.string(), z.array(z.unknown())),
      running_actions: z.array(z.unknown()),
    }),
  ),
});

test('the clock stands still, moves and runs on', async () => {
  const before = await cloud.control.get(clock, '/clock');
  expect(before.frozen).toBe(true);
  expect(Date.parse(before.now)).toBe(before.nowMs);
  await cloud.advance(5_000);
  expect((await cloud.control.get(clock, '/clock')).nowMs).toBe(before.nowMs + 5_000);
  const { body } = await cloud.control.call('POST', '/clock', { frozen: false, scale: 1_000 });
  expect(clock.parse(body)).toMatchObject({ frozen: false, scale: 1_000 });
  await expect
    .poll(async () => (await cloud.control.get(clock, '/clock')).nowMs)
    .toBeGreaterThan(before.nowMs + 6_000);
  expect(await cloud.control.refusal('POST', '/clock', { advanceMs: -1 })).toMatchObject({
    code: 'invalid_input',
  });
});

test('the log tells each call, from a point on, by project', async () => {
  await cloud.api.call('GET', '/servers?per_page=1');
  await cloud.api.call('POST', '/networks', { name: 'x' });
  await cloud.project(OTHER_TOKEN).call('GET', '/servers/7');
  await cloud.project('short').call('GET', '/servers');
  const all = (await cloud.control.get(calls, '/calls')).calls;
  expect(all).toMatchObject([
    {
      seq: 1,
      project: TOKEN,
      method: 'GET',
      path: '/servers?per_page=1',
      status: 200,
      code: null,
      isWrite: false,
    },
    { seq: 2, template: '/networks', status: 422, code: 'invalid_input', isWrite: true },
    { seq: 3, project: OTHER_TOKEN, template: '/servers/{id}', path: '/servers/7', status: 404 },
    { seq: 4, project: null, status: 401, code: 'unauthorized' },
  ]);
  expect((await cloud.control.get(calls, `/calls?since=2&project=${OTHER_TOKEN}`)).calls).toHaveLength(1);
  await cloud.control.delete('/calls');
  await cloud.api.call('GET', '/servers');
  expect((await cloud.control.get(calls, '/calls')).calls).toMatchObject([{ seq: 5 }]);
});

test('a call that was cut has no status in the log', async () => {
  await cloud.fault({ operation: 'GET /servers', effect: { type: 'cut' } });
  await expect(cloud.api.call('GET', '/servers')).rejects.toThrow('fetch failed');
  expect((await cloud.control.get(calls, '/calls')).calls).toMatchObject([{ status: null, code: null }]);
});

test('the state counts everything in a project, also in one that nobody has used', async () => {
  const network = await cloud.aNetwork();
  await cloud.createServer({ networks: [network.id] });
  const { projects } = await cloud.control.get(state, `/state?project=${TOKEN}`);
  expect(projects).toMatchObject([
    {
      token: TOKEN,
      counts: {
        servers: 1,
        networks: 1,
        primary_ips: 2,
        volumes: 0,
        images: 0,
        firewalls: 0,
        placement_groups: 0,
        ssh_keys: 0,
      },
    },
  ]);
  expect(projects[0]?.running_actions).toHaveLength(2);
  const unused = await cloud.control.get(state, `/state?project=${'c'.repeat(64)}`);
  expect(Object.values(unused.projects[0]?.counts ?? {}).every((count) => count === 0)).toBe(true);
});

test('something changes behind the back: at once, past locks, unlogged and uncounted', async () => {
  const { server } = await cloud.createServer();
  await cloud.control.delete('/calls');
  const behind = (method: string, path: string, body?: object) =>
    cloud.control.call('POST', `/projects/${TOKEN}/calls`, { method, path, ...(body && { body }) });
  await cloud.settle();
  await cloud.api.call('POST', `/servers/${server.id}/actions/reboot`);
  expect((await behind('POST', `/servers/${server.id}/actions/poweroff`)).status).toBe(201);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off' });
  expect((await behind('DELETE', `/servers/${server.id}`)).status).toBe(200);
  expect(await cloud.api.refusal('GET', `/servers/${server.id}`)).toMatchObject({ status: 404 });
  const logged = (await cloud.control.get(calls, '/calls')).calls.map(({ path }) => path);
  expect(logged).toEqual([
    `/servers/${server.id}/actions/reboot`,
    `/servers/${server.id}`,
    `/servers/${server.id}`,
  ]);
  expect(await behind('GET', '/servers/7')).toMatchObject({ status: 404 });
});

test('a type is sold out, in one place or everywhere, for one project', async () => {
  const types = z.object({ server_types: z.array(serverTypeSchema) });
  const setAvailable = (fields: object) =>
    cloud.control.call('PUT', `/projects/${TOKEN}/availability`, { server_type: 'cx23', ...fields });
  const available = async (token: string) => {
    const { server_types: found } = await cloud.project(token).get(types, '/server_types?name=cx23');
    return found[0]?.locations.filter((place) => place.available).map(({ name }) => name);
  };
  expect((await setAvailable({ location: 'fsn1', available: false })).status).toBe(204);
  expect(await available(TOKEN)).toEqual(['nbg1', 'hel1']);
  expect(await available(OTHER_TOKEN)).toEqual(['fsn1', 'nbg1', 'hel1']);
  const body = { name: 'x', server_type: 'cx23', image: 'debian-13' };
  const soldOut = { status: 412, code: 'resource_unavailable' };
  expect(await cloud.api.refusal('POST', '/servers', { ...body, location: 'fsn1' })).toMatchObject(soldOut);
  expect((await cloud.aServer({ location: undefined })).location.name).toBe('nbg1');
});

test('the rate limit of a project can be set, as if another client had used it up', async () => {
  await cloud.control.call('PUT', `/projects/${TOKEN}/rate-limit`, { limit: 3_600, remaining: 1 });
  const { headers } = await cloud.api.call('GET', '/servers');
  expect(headers.get('ratelimit-remaining')).toBe('0');
  expect((await cloud.api.call('GET', '/servers')).status).toBe(429);
  await cloud.advance(1_000);
  expect((await cloud.api.call('GET', '/servers')).status).toBe(200);
});

test('a project can be emptied', async () => {
  await cloud.aServer();
  await cloud.control.delete(`/projects/${TOKEN}`);
  const { projects } = await cloud.control.get(state, `/state?project=${TOKEN}`);
  expect(projects[0]?.counts).toMatchObject({ servers: 0, primary_ips: 0 });
  expect((await cloud.createServer()).server.name).toBe('server-1');
});

test('a control call that is not understood says why', async () => {
  expect(await cloud.control.refusal('POST', '/clock', '{')).toMatchObject({
    status: 400,
    code: 'json_error',
  });
  expect(await cloud.control.refusal('POST', '/projects/short/calls', {})).toMatchObject({
    code: 'invalid_input',
  });
  expect(await cloud.control.refusal('GET', '/nothing')).toMatchObject({ status: 404 });
  expect(await cloud.control.refusal('GET', '/servers/7/user-data')).toMatchObject({ status: 404 });
});
