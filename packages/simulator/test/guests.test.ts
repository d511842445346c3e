import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator, TOKEN } from './test-simulator.js';

const eventList = z.object({
  events: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      project: z.string(),
      server: z.int(),
      event: z.string(),
      boot: z.int(),
    }),
  ),
});
const guestAnswer = z.object({
  guest: z.object({
    id: z.int(),
    isUp: z.boolean(),
    boot: z.int(),
    disk: z.int(),
    uptimeMs: z.int(),
    hasPublicInterface: z.boolean(),
    publicIpv4: z.string().nullable(),
    networks: z.array(
      z.looseObject({
        ip: z.string(),
        aliasIps: z.array(z.string()),
        neighbours: z.array(z.looseObject({ isSending: z.boolean() })),
      }),
    ),
    faults: z.object({
      agentDead: z.boolean(),
      rulesFlushed: z.boolean(),
      defaultRouteLost: z.boolean(),
      hung: z.boolean(),
    }),
  }),
});

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

async function guestOf(server: Pick<Server, 'id'>) {
  return (await cloud.control.get(guestAnswer, `/servers/${server.id}/guest`)).guest;
}

async function breakGuest(server: Server, faults: object) {
  return (await cloud.control.put(guestAnswer, `/servers/${server.id}/guest`, faults)).guest;
}

/** What happened to a server so far, such as `boot 1`. */
async function historyOf(server: Pick<Server, 'id'>, after = 0): Promise<string[]> {
  const { events } = await cloud.control.get(eventList, `/events?after=${after}`);
  return events.filter((event) => event.server === server.id).map(({ event, boot }) => `${event} ${boot}`);
}

const act = (server: Server, action: string, body: object = {}) =>
  cloud.done(`/servers/${server.id}/actions/${action}`, body);

test('the events tell each boot, stop, reset and rebuild of a server, and its end', async () => {
  const server = await cloud.aServer();
  await act(server, 'poweron');
  expect(await historyOf(server)).toEqual(['boot 1']);
  await act(server, 'reboot');
  await act(server, 'reset');
  await act(server, 'poweroff');
  await act(server, 'poweroff');
  await act(server, 'poweron');
  await act(server, 'shutdown');
  await act(server, 'change_type', { server_type: 'cx33', upgrade_disk: false });
  await act(server, 'rebuild', { image: 'debian-13' });
  await cloud.api.delete(`/servers/${server.id}`);
  await cloud.settle();
  expect(await historyOf(server)).toEqual([
    'boot 1',
    'boot 2',
    'reset 3',
    'off 3',
    'boot 4',
    'off 4',
    'boot 5',
    'rebuilt 6',
    'deleted 6',
  ]);
});

test('a server that was created off has no boot, and a rebuild that fails leaves it off', async () => {
  const { server } = await cloud.createServer({ start_after_create: false });
  await cloud.settle();
  expect(await historyOf(server)).toEqual([]);
  expect(await guestOf(server)).toMatchObject({ isUp: false, boot: 0, disk: 1, uptimeMs: 0 });
  await cloud.done(`/servers/${server.id}/actions/poweron`);
  await cloud.fault({
    operation: 'POST /servers/{id}/actions/rebuild',
    effect: { type: 'action-error', code: 'action_failed', message: 'x' },
  });
  await cloud.done(`/servers/${server.id}/actions/rebuild`, { image: 'debian-13' });
  expect(await historyOf(server)).toEqual(['boot 1', 'off 1']);
});

test('events are told after a number, for all projects, each once', async () => {
  const server = await cloud.aServer();
  const { events } = await cloud.control.get(eventList, '/events');
  expect(events).toMatchObject([{ project: TOKEN, server: server.id, event: 'boot', boot: 1 }]);
  const last = events.at(-1)?.seq ?? 0;
  expect(await historyOf(server, last)).toEqual([]);
  await act(server, 'reset');
  expect(await historyOf(server, last)).toEqual(['reset 2']);
  for (const query of ['after=x', 'after=-1', 'waitMs=60001']) {
    expect(await cloud.control.refusal('GET', `/events?${query}`)).toMatchObject({ code: 'invalid_input' });
  }
});

test('a waiting question is answered when something happens, though nobody asks the API', async () => {
  await cloud.createServer();
  await cloud.control.call('POST', '/clock', { frozen: false, scale: 100 });
  const { events } = await cloud.control.get(eventList, '/events?waitMs=20000');
  expect(events).toMatchObject([{ event: 'boot' }]);
  const none = await cloud.control.get(eventList, `/events?after=${events[0]?.seq}&waitMs=150`);
  expect(none.events).toEqual([]);
});

test('a guest is up a moment after its server runs, and is not while it is off or rebuilt', async () => {
  const { server } = await cloud.createServer({ start_after_create: false });
  await cloud.settle();
  const { body } = await cloud.api.call('POST', `/servers/${server.id}/actions/poweron`);
  await cloud.ended(z.object({ action: z.object({ id: z.int() }) }).parse(body).action.id);
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running' });
  expect(await guestOf(server)).toMatchObject({ isUp: false, boot: 1, uptimeMs: 0 });
  await cloud.advance(600);
  expect(await guestOf(server)).toMatchObject({ isUp: true, boot: 1 });
  const { uptimeMs } = await guestOf(server);
  await cloud.advance(5_000);
  expect((await guestOf(server)).uptimeMs).toBe(uptimeMs + 5_000);
  await cloud.api.call('POST', `/servers/${server.id}/actions/rebuild`, { image: 'debian-13' });
  expect(await guestOf(server)).toMatchObject({ isUp: false });
  await cloud.settle();
  expect(await guestOf(server)).toMatchObject({ isUp: true, boot: 2, disk: 2 });
  await cloud.done(`/servers/${server.id}/actions/poweroff`);
  expect(await guestOf(server)).toMatchObject({ isUp: false, uptimeMs: 0 });
});

test('a guest sees its addresses, the routes of its network and who else is there', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  const inside = { public_net: { enable_ipv4: false, enable_ipv6: false }, networks: [network.id] };
  await cloud.aServer({ ...inside, name: 'inside' });
  await act(server, 'change_alias_ips', { network: network.id, alias_ips: ['10.0.1.100'] });
  const route = { destination: '0.0.0.0/0', gateway: '10.0.1.100' };
  await cloud.done(`/networks/${network.id}/actions/add_route`, route);
  expect(await guestOf(server)).toMatchObject({
    hasPublicInterface: true,
    publicIpv4: server.public_net.ipv4?.ip,
    networks: [
      {
        id: network.id,
        ipRange: '10.0.0.0/16',
        ip: '10.0.1.1',
        aliasIps: ['10.0.1.100'],
        routes: [route],
        neighbours: [{ ip: '10.0.1.2', isSending: true, hasPublicInterface: false }],
      },
    ],
  });
});

test('a guest that hangs is not up, hears no signal, and runs again after a reset', async () => {
  const server = await cloud.aServer();
  expect(await breakGuest(server, { hung: true })).toMatchObject({ isUp: false, faults: { hung: true } });
  await act(server, 'reboot');
  await act(server, 'shutdown');
  expect(await cloud.readServer(server.id)).toMatchObject({ status: 'running' });
  expect(await historyOf(server)).toEqual(['boot 1']);
  await act(server, 'reset');
  expect(await guestOf(server)).toMatchObject({ isUp: true, boot: 2, faults: { hung: false } });
});

test('a guest that has lost its default route is up, and sends nothing until it boots', async () => {
  const network = await cloud.aNetwork();
  const gateway = await cloud.aServer({ networks: [network.id] });
  const server = await cloud.aServer({ name: 'inside', networks: [network.id] });
  const lost = await breakGuest(server, { defaultRouteLost: true });
  expect(lost).toMatchObject({ isUp: true, faults: { defaultRouteLost: true } });
  const isSending = async () => (await guestOf(gateway)).networks[0]?.neighbours[0]?.isSending;
  expect(await isSending()).toBe(false);
  await act(server, 'reset');
  expect(await isSending()).toBe(true);
});

test('any boot ends the faults in a guest, and rules that were flushed heal by themselves', async () => {
  const server = await cloud.aServer();
  await breakGuest(server, { agentDead: true });
  await breakGuest(server, { rulesFlushed: true, defaultRouteLost: true });
  const broken = { agentDead: true, rulesFlushed: true, defaultRouteLost: true, hung: false };
  expect(await guestOf(server)).toMatchObject({ isUp: true, faults: broken });
  await cloud.advance(4_900);
  expect((await guestOf(server)).faults).toEqual(broken);
  await cloud.advance(1_100);
  expect((await guestOf(server)).faults).toEqual({ ...broken, rulesFlushed: false });
  expect((await breakGuest(server, { rulesFlushed: true })).faults.rulesFlushed).toBe(true);
  await act(server, 'reboot');
  expect((await guestOf(server)).faults).toEqual({
    agentDead: false,
    rulesFlushed: false,
    defaultRouteLost: false,
    hung: false,
  });
});

test('a fault can be taken out by hand; a machine that is off, or unknown faults, are refused', async () => {
  const server = await cloud.aServer();
  await breakGuest(server, { hung: true, agentDead: true });
  expect((await breakGuest(server, { hung: false })).faults).toMatchObject({ hung: false, agentDead: true });
  const path = `/servers/${server.id}/guest`;
  expect(await cloud.control.refusal('PUT', path, { agent: 'dead' })).toMatchObject({
    code: 'invalid_input',
  });
  await act(server, 'poweroff');
  expect(await cloud.control.refusal('PUT', path, { hung: true })).toMatchObject({ status: 409 });
});

test('what a guest stores outlives a reset and a restart of the simulator, but no rebuild', async () => {
  await cloud.stop();
  const stateDir = mkdtempSync(join(tmpdir(), 'guests-'));
  cloud = await TestSimulator.start({ stateDir });
  const server = await cloud.aServer({ user_data: 'hello' });
  const path = `/servers/${server.id}/disk`;
  const stored = { key: ['a', 1, null] };
  expect((await cloud.control.call('GET', path)).body).toEqual({ disk: 1, stored: null });
  expect((await cloud.control.call('PUT', path, { disk: 1, stored })).status).toBe(204);
  await act(server, 'reset');
  await breakGuest(server, { agentDead: true });
  const { events } = await cloud.control.get(eventList, '/events');
  await cloud.stop();

  cloud = await TestSimulator.start({ stateDir });
  expect((await cloud.control.call('GET', path)).body).toEqual({ disk: 1, stored });
  expect(await guestOf(server)).toMatchObject({ boot: 2, faults: { agentDead: true } });
  expect((await cloud.control.get(eventList, '/events')).events).toEqual(events);
  expect((await cloud.control.call('GET', `/servers/${server.id}/userdata`)).body).toBe('hello');
  await act(server, 'rebuild', { image: 'debian-13', user_data: 'new' });
  expect((await cloud.control.call('GET', path)).body).toEqual({ disk: 2, stored: null });
  expect(await cloud.control.refusal('PUT', path, { disk: 1, stored })).toMatchObject({ status: 409 });
  rmSync(stateDir, { recursive: true });
});

test('the list of servers tells which are up, over all projects', async () => {
  const server = await cloud.aServer();
  expect((await cloud.control.call('GET', '/servers')).body).toEqual({
    servers: [{ id: server.id, project: TOKEN, isUp: true, boot: 1, disk: 1 }],
  });
});
