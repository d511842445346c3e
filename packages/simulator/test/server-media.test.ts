import { isoSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const isos = z.object({ isos: z.array(isoSchema) });
const anIso = async (query: string) => {
  const [iso] = (await cloud.api.get(isos, `/isos${query}`)).isos;
  if (iso === undefined) throw new Error(`no ISO with ${query}`);
  return iso;
};
const architecturesOf = async (query: string) =>
  new Set((await cloud.api.get(isos, `/isos${query}`)).isos.map(({ architecture }) => architecture));

test('ISOs for any architecture are left out by a filter unless asked for', async () => {
  expect(await architecturesOf('')).toEqual(new Set(['x86', 'arm', null]));
  expect(await architecturesOf('?architecture=arm')).toEqual(new Set(['arm']));
  expect(await architecturesOf('?architecture=arm&include_architecture_wildcard=true')).toEqual(
    new Set(['arm', null]),
  );
});

test('an ISO is attached by name or id, replaces the one before, and can be taken out', async () => {
  const server = await cloud.aServer();
  const [byName, byId] = (await cloud.api.get(isos, '/isos?architecture=x86')).isos;
  const path = `/servers/${server.id}/actions/attach_iso`;
  const attached = await cloud.done(path, { iso: byName?.name });
  expect(attached).toMatchObject({ command: 'attach_iso', status: 'success' });
  expect((await cloud.readServer(server.id)).iso).toEqual(byName);
  await cloud.done(path, { iso: String(byId?.id) });
  expect((await cloud.readServer(server.id)).iso).toEqual(byId);
  await cloud.done(`/servers/${server.id}/actions/detach_iso`);
  expect((await cloud.readServer(server.id)).iso).toBeNull();
});

test('taking out an ISO where there is none is a success in the answer', async () => {
  const server = await cloud.aServer();
  const reply = await cloud.api.call('POST', `/servers/${server.id}/actions/detach_iso`);
  expect(reply.body).toMatchObject({ action: { command: 'detach_iso', status: 'success', progress: 100 } });
});

test('an ISO that does not exist or does not fit is refused', async () => {
  const server = await cloud.aServer();
  const path = `/servers/${server.id}/actions/attach_iso`;
  expect(await cloud.api.refusal('POST', path, { iso: 'none' })).toMatchObject({ status: 404 });
  const { id } = await anIso('?architecture=arm');
  expect(await cloud.api.refusal('POST', path, { iso: id })).toMatchObject({ code: 'invalid_input' });
});

test('a deprecated ISO is gone when its time is over', async () => {
  const { isos: all } = await cloud.api.get(isos, '/isos');
  const old = all.find(({ deprecation }) => deprecation !== null);
  const { nowMs } = z.object({ nowMs: z.number() }).parse((await cloud.control.call('GET', '/clock')).body);
  expect((await cloud.api.call('GET', `/isos/${old?.id}`)).status).toBe(200);
  await cloud.advance(Date.parse(old?.deprecation?.unavailable_after ?? '') - nowMs);
  expect((await cloud.api.call('GET', `/isos/${old?.id}`)).status).toBe(404);
});

test('a console is requested with an address and a password of its own each time', async () => {
  const server = await cloud.aServer();
  const answer = z.object({ wss_url: z.url(), password: z.string().min(1) });
  const path = `/servers/${server.id}/actions/request_console`;
  const first = await cloud.api.post(answer, path);
  const second = await cloud.api.post(answer, path);
  expect(first.wss_url).toContain(`server_id=${server.id}`);
  expect(first.wss_url).not.toBe(second.wss_url);
});

const metrics = z.object({
  metrics: z.object({
    step: z.number(),
    time_series: z.record(z.string(), z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

test('metrics come for each type, in at most 500 samples, none from before the server was there', async () => {
  const server = await cloud.aServer();
  await cloud.advance(86_400_000);
  const createdMs = Date.parse(server.created);
  const period = (fromMs: number, toMs: number) =>
    `start=${new Date(fromMs).toISOString()}&end=${new Date(toMs).toISOString()}`;
  const path = `/servers/${server.id}/metrics`;
  const day = period(createdMs, createdMs + 86_400_000);
  const unasked = (await cloud.api.get(metrics, `${path}?type=cpu,network&${day}`)).metrics;
  expect(Object.keys(unasked.time_series)).toEqual([
    'cpu',
    'network.0.pps.in',
    'network.0.pps.out',
    'network.0.bandwidth.in',
    'network.0.bandwidth.out',
  ]);
  expect(unasked.time_series['cpu']?.values).toHaveLength(200);
  const fine = (await cloud.api.get(metrics, `${path}?type=cpu&step=1&${day}`)).metrics;
  expect(fine.time_series['cpu']?.values.length).toBeLessThanOrEqual(500);
  expect(fine.step).toBe(173);
  const early = period(createdMs - 86_400_000, createdMs);
  const before = (await cloud.api.get(metrics, `${path}?type=cpu&${early}`)).metrics;
  expect(before.time_series['cpu']?.values).toEqual([]);
});

test.each(['', '?type=cpu', '?type=x&start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z'])(
  'metrics asked for as %j are refused',
  async (query) => {
    const server = await cloud.aServer();
    const refusal = await cloud.api.refusal('GET', `/servers/${server.id}/metrics${query}`);
    expect(refusal).toMatchObject({ status: 422, code: 'invalid_input' });
  },
);
