import { volumeCreatedSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { OTHER_TOKEN, TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const networks = z.object({ networks: z.array(z.object({ name: z.string() })) });
const body = { name: 'network-1', ip_range: '10.0.0.0/16' };
const names = async () => (await cloud.api.get(networks, '/networks')).networks.map(({ name }) => name);

test.each([
  ['locked', 423],
  ['conflict', 409],
  ['rate_limit_exceeded', 429],
  ['server_error', 500],
  ['unavailable', 503],
  ['timeout', 504],
  ['unauthorized', 401],
  ['token_readonly', 401],
  ['maintenance', 403],
  ['resource_limit_exceeded', 403],
])('a rule answers %s before anything happens, once', async (code, status) => {
  await cloud.fault({ operation: 'POST /networks', effect: { type: 'error', code } });
  expect(await cloud.api.refusal('POST', '/networks', body)).toMatchObject({ status, code });
  expect(await names()).toEqual([]);
  expect((await cloud.api.call('POST', '/networks', body)).status).toBe(201);
});

test('a 502 may come without a body', async () => {
  await cloud.fault({ operation: 'GET /servers', effect: { type: 'error', status: 502 } });
  expect(await cloud.api.call('GET', '/servers')).toMatchObject({ status: 502, body: undefined });
});

test('a reply is lost after the change was made', async () => {
  await cloud.fault({ operation: 'POST /networks', when: 'after', effect: { type: 'cut' } });
  await expect(cloud.api.call('POST', '/networks', body)).rejects.toThrow('fetch failed');
  expect(await names()).toEqual(['network-1']);
});

test('a connection is cut before the change was made', async () => {
  await cloud.fault({ operation: 'POST /networks', when: 'before', effect: { type: 'cut' } });
  await expect(cloud.api.call('POST', '/networks', body)).rejects.toThrow('fetch failed');
  expect(await names()).toEqual([]);
});

test('an error may come although the change was made', async () => {
  const effect = { type: 'error', code: 'timeout' };
  await cloud.fault({ operation: 'POST /networks', when: 'after', effect });
  expect(await cloud.api.refusal('POST', '/networks', body)).toMatchObject({ status: 504 });
  expect(await cloud.api.refusal('POST', '/networks', body)).toMatchObject({ code: 'uniqueness_error' });
});

test('a rule picks the nth call, so many times, of one operation or of all that match', async () => {
  const effect = { type: 'error', code: 'conflict' };
  await cloud.fault({ operation: 'GET /networks*', nth: 2, times: 2, effect });
  const statuses: number[] = [];
  for (let n = 1; n <= 4; n++) statuses.push((await cloud.api.call('GET', '/networks')).status);
  expect(statuses).toEqual([200, 409, 409, 200]);
  expect((await cloud.api.call('GET', '/servers')).status).toBe(200);
});

test('a rule without an end holds until it is taken away', async () => {
  await cloud.fault({ operation: '*', times: null, effect: { type: 'error', code: 'unauthorized' } });
  for (let n = 1; n <= 3; n++) expect((await cloud.api.call('GET', '/networks')).status).toBe(401);
  await cloud.control.delete('/faults');
  expect((await cloud.api.call('GET', '/networks')).status).toBe(200);
});

test('a rule can mean one project only', async () => {
  const effect = { type: 'error', code: 'conflict' };
  await cloud.fault({ operation: '*', project: OTHER_TOKEN, effect });
  expect((await cloud.api.call('GET', '/networks')).status).toBe(200);
  expect((await cloud.project(OTHER_TOKEN).call('GET', '/networks')).status).toBe(409);
});

/** How 20 calls are answered while a rule hits every second one by chance. */
async function statusesByChance(): Promise<number[]> {
  await cloud.control.delete('/faults');
  const effect = { type: 'error', code: 'conflict' };
  await cloud.fault({ operation: 'GET /networks', probability: 0.5, seed: 7, effect });
  const statuses: number[] = [];
  for (let n = 1; n <= 20; n++) statuses.push((await cloud.api.call('GET', '/networks')).status);
  return statuses;
}

test('a choice by probability is the same for the same seed', async () => {
  const first = await statusesByChance();
  expect(new Set(first)).toEqual(new Set([200, 409]));
  expect(await statusesByChance()).toEqual(first);
});

test('an action fails when its time has come, and what it had begun is taken back', async () => {
  const server = await cloud.aServer();
  const effect = { type: 'action-error', code: 'action_failed', message: 'no power' };
  await cloud.fault({ operation: 'POST /servers/{id}/actions/poweroff', effect });
  expect(await cloud.done(`/servers/${server.id}/actions/poweroff`)).toMatchObject({
    status: 'error',
    progress: 100,
    error: { code: 'action_failed', message: 'no power' },
  });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running', locked: false });
});

test('an action that was to follow a failed one fails as well', async () => {
  await cloud.fault({
    operation: 'POST /servers',
    effect: { type: 'action-error', code: 'x', command: 'create_server' },
  });
  const { next_actions: next, server } = await cloud.createServer();
  await cloud.settle();
  expect(await cloud.action(next[0]?.id ?? 0)).toMatchObject({
    status: 'error',
    error: { message: 'create_server failed' },
  });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off' });
});

test('of several actions of a call, a rule can mean one by its command', async () => {
  const server = await cloud.aServer();
  const effect = { type: 'action-error', code: 'unknown_error', command: 'attach_volume' };
  await cloud.fault({ operation: 'POST /volumes', effect });
  const volume = { name: 'v', size: 10, server: server.id };
  const answer = await cloud.api.post(volumeCreatedSchema, '/volumes', volume);
  await cloud.settle();
  expect(await cloud.action(answer.action.id)).toMatchObject({ status: 'success' });
  expect(await cloud.readVolume(answer.volume.id)).toMatchObject({ status: 'available', server: null });
});

test('an action hangs, holds its lock, and ends when somebody says so', async () => {
  const server = await cloud.aServer();
  await cloud.fault({ operation: 'POST /servers/*/actions/poweroff', effect: { type: 'action-hang' } });
  const action = await cloud.done(`/servers/${server.id}/actions/poweroff`);
  await cloud.advance(86_400_000);
  expect(await cloud.action(action.id)).toMatchObject({ status: 'running' });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'stopping', locked: true });
  await cloud.control.call('POST', `/projects/${TOKEN}/actions/${action.id}`, { status: 'success' });
  expect(await cloud.action(action.id)).toMatchObject({ status: 'success' });
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'off', locked: false });
});

test('a guest ignores its shutdown signal', async () => {
  const server = await cloud.aServer();
  const operation = 'POST /servers/{id}/actions/shutdown';
  await cloud.fault({ operation, effect: { type: 'action-without-effect' } });
  expect(await cloud.done(`/servers/${server.id}/actions/shutdown`)).toMatchObject({ status: 'success' });
  await cloud.settle();
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running' });
});

test('latency delays the answer and changes nothing else', async () => {
  await cloud.fault({ operation: 'GET /servers', effect: { type: 'latency', ms: 50 } });
  const before = performance.now();
  expect((await cloud.api.call('GET', '/servers')).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(45);
});

test('a rule that is not understood is refused with its faults', async () => {
  for (const rule of [
    {},
    { operation: '*', effect: { type: 'error' } },
    { operation: '*', effect: { type: 'x' } },
  ]) {
    expect(await cloud.control.refusal('POST', '/faults', rule)).toMatchObject({ code: 'invalid_input' });
  }
});

test('rules are listed with what they have seen and done, and removed one by one', async () => {
  const answer = z.object({ faults: z.array(z.object({ id: z.int(), matched: z.int(), fired: z.int() })) });
  await cloud.fault({ operation: '*', effect: { type: 'error', code: 'conflict' } });
  await cloud.api.call('GET', '/servers');
  await cloud.api.call('GET', '/servers');
  expect((await cloud.control.get(answer, '/faults')).faults).toEqual([{ id: 1, matched: 2, fired: 1 }]);
  await cloud.control.delete('/faults/1');
  expect((await cloud.control.get(answer, '/faults')).faults).toEqual([]);
  expect(await cloud.control.refusal('DELETE', '/faults/1')).toMatchObject({ status: 404 });
});
