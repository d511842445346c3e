import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Network, PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Player, startPlayer } from '../player/player.js';
import { Api } from './api.js';
import { aSigningKey, signed, type SigningKey, StandInControlPlane } from './stand-in-control-plane.js';
import { TestSimulator, TOKEN } from './test-simulator.js';

const ALIAS = '10.0.1.200';
const ROUTE = { destination: '0.0.0.0/0', gateway: ALIAS };
const WITHIN = { timeout: 15_000, interval: 20 };

let cloud: TestSimulator;
let controlPlane: StandInControlPlane;
let player: Player;
let key: SigningKey;
let network: Network;
let primaryIp: PrimaryIp;
const uids = { gateway: randomUUID(), network: randomUUID() };

beforeEach(async () => {
  cloud = await TestSimulator.start();
  controlPlane = await StandInControlPlane.start();
  key = aSigningKey('key-1');
  player = play();
  network = await cloud.aNetwork();
});
afterEach(async () => {
  await player.stop();
  await controlPlane.stop();
  await cloud.stop();
});

const play = () =>
  startPlayer({ control: cloud.control.base, logger: pino({ level: 'silent' }), lookEveryMs: 50 });

function userData(identity = controlPlane.expected.identity): string {
  const agent = {
    id: controlPlane.expected.agent,
    gatewayUid: uids.gateway,
    networkUid: uids.network,
    url: controlPlane.url,
    caCertificate: controlPlane.caCertificate,
    identity,
    signingKeys: [{ id: key.id, publicKey: key.publicKey }],
    networkRange: '10.0.0.0/16',
    privateAddress: '10.0.1.1',
    aliasAddress: ALIAS,
  };
  return [
    '#cloud-boothook',
    "put 644 /etc/nat-gateway/allowed.nft <<'END'\nadd element inet nat_gateway allowed { 10.0.1.0/24 }\nEND",
    `put 640 /etc/nat-agent/agent.json <<'END'\n${JSON.stringify(agent)}\nEND`,
    'true',
  ].join('\n');
}

/** A NAT VM as its reconciler makes it: off, then attached with an alias, then started, then routed to. */
async function aNatVm(text = userData()): Promise<Server> {
  primaryIp = await cloud.aPrimaryIp();
  const public_net = { enable_ipv6: false, ipv4: primaryIp.id };
  const { server } = await cloud.createServer({ public_net, start_after_create: false, user_data: text });
  await cloud.settle();
  const attachment = { network: network.id, ip: '10.0.1.1', alias_ips: [ALIAS] };
  await act(server, 'attach_to_network', attachment);
  await act(server, 'poweron');
  await cloud.done(`/networks/${network.id}/actions/add_route`, ROUTE);
  return server;
}

function anInside(name: string): Promise<Server> {
  return cloud.aServer({
    name,
    public_net: { enable_ipv4: false, enable_ipv6: false },
    networks: [network.id],
  });
}

const act = (server: Server, action: string, body: object = {}) =>
  cloud.done(`/servers/${server.id}/actions/${action}`, body);
const breakGuest = (server: Server, faults: object) =>
  cloud.control.call('PUT', `/servers/${server.id}/guest`, faults);

function offer(fields: object, version: number, signingKey = key): void {
  const configuration = {
    agent: controlPlane.expected.agent,
    gateway: uids.gateway,
    network: uids.network,
    version,
    sourcePrefixes: ['10.0.1.0/24', '10.0.2.0/24'],
    signingKeys: [{ id: key.id, publicKey: key.publicKey }],
    ...fields,
  };
  controlPlane.offered = { version, signed: signed(configuration, signingKey) };
}

const expectSaid = () => expect.poll(() => controlPlane.lastHeartbeat, WITHIN);

/** Resolves when the agent has said something new. */
async function expectMore(): Promise<void> {
  const before = controlPlane.heartbeats.length;
  await expect.poll(() => controlPlane.heartbeats.length, WITHIN).toBeGreaterThan(before + 1);
}

/** Resolves when the player has looked at the machines often enough to have noticed anything, and nothing was said. */
async function expectSilence(): Promise<void> {
  let before = -1;
  await expect
    .poll(
      () => {
        const isSame = controlPlane.heartbeats.length === before;
        before = controlPlane.heartbeats.length;
        return isSame;
      },
      { timeout: 15_000, interval: 1_000 },
    )
    .toBe(true);
}

async function look(source: string): Promise<unknown> {
  const id = randomUUID();
  controlPlane.commands.push({ id, name: 'look', arguments: { source } });
  await expect.poll(() => controlPlane.outcomes.has(id), WITHIN).toBe(true);
  return controlPlane.outcomes.get(id);
}

test('a NAT VM that starts registers once, says that it forwards, and takes its configuration', async () => {
  await aNatVm();
  await expectSaid().toMatchObject({
    agent: controlPlane.expected.agent,
    configuration: { version: 0, sourcePrefixes: ['10.0.1.0/24'] },
    kernel: {
      isForwarding: true,
      hasRules: true,
      sourcePrefixes: ['10.0.1.0/24'],
      publicInterface: 'eth0',
      privateInterface: 'enp7s0',
      addresses: [primaryIp.ip, '10.0.1.1', ALIAS],
    },
    refusals: { count: 0, last: null },
    lastError: null,
  });
  offer({}, 7);
  const prefixes = ['10.0.1.0/24', '10.0.2.0/24'];
  await expectSaid().toMatchObject({
    configuration: { version: 7, sourcePrefixes: prefixes },
    kernel: { sourcePrefixes: prefixes },
  });
  await expectMore();
  expect(controlPlane.registrations).toBe(1);
});

test('user data that was packed is read as well; a server without an agent says nothing', async () => {
  await cloud.aServer({ name: 'other', user_data: '#cloud-config\n' });
  await aNatVm(gzipSync(userData()).toString('base64'));
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  expect(controlPlane.refusedRegistrations).toBe(0);
});

test('a registration whose answer is lost is repeated with the same certificate', async () => {
  controlPlane.losesRegistration = true;
  await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  expect([controlPlane.registrations, controlPlane.refusedRegistrations]).toEqual([2, 0]);
});

test('a machine that is off is silent; it comes back with another boot and what is on its disk', async () => {
  const server = await aNatVm();
  offer({}, 3);
  await expectSaid().toMatchObject({ configuration: { version: 3 } });
  const bootId = controlPlane.lastHeartbeat?.bootId;
  await act(server, 'poweroff');
  await expectSilence();
  const { length } = controlPlane.heartbeats;
  controlPlane.offered = undefined;
  await act(server, 'poweron');
  await expect.poll(() => controlPlane.heartbeats.length, WITHIN).toBeGreaterThan(length);
  expect(controlPlane.heartbeats[length]).toMatchObject({ configuration: { version: 3 } });
  expect(controlPlane.lastHeartbeat?.bootId).not.toBe(bootId);
  expect(controlPlane.registrations).toBe(1);
});

test('a reset gives another boot, and the time since then', async () => {
  const server = await aNatVm();
  await cloud.advance(100_000);
  await expect.poll(() => controlPlane.lastHeartbeat?.uptimeSeconds, WITHIN).toBeGreaterThanOrEqual(100);
  const bootId = controlPlane.lastHeartbeat?.bootId;
  await act(server, 'reset');
  await expect.poll(() => controlPlane.lastHeartbeat?.bootId, WITHIN).not.toBe(bootId);
  expect(controlPlane.lastHeartbeat?.uptimeSeconds).toBeLessThan(20);
  expect(controlPlane.registrations).toBe(1);
});

test('another player goes on with the same boot, key and configuration', async () => {
  await aNatVm();
  offer({}, 3);
  await expectSaid().toMatchObject({ configuration: { version: 3 } });
  const bootId = controlPlane.lastHeartbeat?.bootId;
  await player.stop();
  controlPlane.offered = undefined;
  controlPlane.heartbeats.length = 0;
  player = play();
  await expectSaid().toMatchObject({ bootId, configuration: { version: 3 } });
  expect(controlPlane.registrations).toBe(1);
});

test('without its Primary IP the machine has no public interface and does not forward', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  await act(server, 'poweroff');
  await cloud.done(`/primary_ips/${primaryIp.id}/actions/unassign`);
  await act(server, 'poweron');
  await expectSaid().toMatchObject({
    kernel: { isForwarding: false, hasRules: true, publicInterface: null, addresses: ['10.0.1.1', ALIAS] },
  });
});

test('without its alias the machine says that it forwards, as it cannot know; without its network it does not', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  await act(server, 'change_alias_ips', { network: network.id, alias_ips: [] });
  await expectMore();
  expect(controlPlane.lastHeartbeat).toMatchObject({
    kernel: { isForwarding: true, addresses: [primaryIp.ip, '10.0.1.1', ALIAS] },
  });
  await act(server, 'detach_from_network', { network: network.id });
  await expectSaid().toMatchObject({
    kernel: { isForwarding: false, privateInterface: null, addresses: [primaryIp.ip] },
  });
});

test('a rebuild with new user data registers anew, with another key; the old key is gone', async () => {
  const server = await aNatVm();
  offer({}, 3);
  await expectSaid().toMatchObject({ configuration: { version: 3 } });
  const { fingerprint } = controlPlane;
  controlPlane.offered = undefined;
  controlPlane.expected = { agent: randomUUID(), identity: 'another secret' };
  controlPlane.fingerprint = undefined;
  await act(server, 'rebuild', { image: 'debian-13', user_data: userData() });
  await expectSaid().toMatchObject({ agent: controlPlane.expected.agent, configuration: { version: 0 } });
  expect(controlPlane.fingerprint).not.toBe(fingerprint);
  expect(JSON.stringify((await cloud.control.call('GET', `/servers/${server.id}/disk`)).body)).not.toContain(
    '"version":3',
  );
});

test('a rebuild with the old user data can not register: its identity was used', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  await act(server, 'rebuild', { image: 'debian-13' });
  await expect.poll(() => controlPlane.refusedRegistrations, WITHIN).toBeGreaterThan(0);
  await expectSilence();
  expect(controlPlane.registrations).toBe(1);
});

test('a server that is deleted is silent for ever', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  await cloud.control.call('POST', `/projects/${TOKEN}/calls`, {
    method: 'DELETE',
    path: `/servers/${server.id}`,
  });
  await expectSilence();
});

test.each([
  ['signature', 'an unknown key', () => offer({}, 5, aSigningKey('other'))],
  ['signature', 'another key under the name of a known one', () => offer({}, 5, aSigningKey('key-1'))],
  ['recipient', 'another agent', () => offer({ agent: randomUUID() }, 5)],
  ['recipient', 'another gateway', () => offer({ gateway: randomUUID() }, 5)],
  ['recipient', 'another network', () => offer({ network: randomUUID() }, 5)],
  ['content', 'a prefix outside of the network', () => offer({ sourcePrefixes: ['10.1.0.0/24'] }, 5)],
  ['content', 'no key to trust', () => offer({ signingKeys: [] }, 5)],
])('a configuration is refused for its %s: %s', async (reason, _what, offerIt) => {
  await aNatVm();
  offer({}, 4);
  await expectSaid().toMatchObject({ configuration: { version: 4 } });
  offerIt();
  await expectSaid().toMatchObject({ refusals: { last: { reason } } });
  expect(controlPlane.lastHeartbeat).toMatchObject({
    configuration: { version: 4 },
    kernel: { isForwarding: true },
  });
  offer({}, 6);
  await expectSaid().toMatchObject({ configuration: { version: 6 } });
});

test('an old version is refused; a key that was introduced is trusted, one that was left out is not', async () => {
  await aNatVm();
  offer({}, 4);
  await expectSaid().toMatchObject({ configuration: { version: 4 } });
  offer({}, 4);
  controlPlane.offered = { version: 99, signed: controlPlane.offered?.signed ?? {} };
  await expectSaid().toMatchObject({
    configuration: { version: 4 },
    refusals: { count: expect.any(Number), last: { reason: 'version', detail: 'version 4 is not above 4' } },
  });
  const next = aSigningKey('key-2');
  offer({ signingKeys: [{ id: next.id, publicKey: next.publicKey }] }, 5);
  await expectSaid().toMatchObject({ configuration: { version: 5 } });
  offer({}, 6);
  await expectSaid().toMatchObject({ refusals: { last: { reason: 'signature' } } });
  offer({}, 6, next);
  await expectSaid().toMatchObject({ configuration: { version: 6 } });
});

test('bytes rise while the route leads to the alias and somebody who may sends, and then only', async () => {
  await aNatVm();
  offer({ sourcePrefixes: ['10.0.1.0/24'] }, 1);
  await expectSaid().toMatchObject({ configuration: { version: 1 }, forwarded: { bytesOut: 0, bytesIn: 0 } });
  const {
    private_net: [{ ip } = { ip: '' }],
  } = await anInside('inside');
  await cloud.advance(60_000);
  await expect
    .poll(() => controlPlane.lastHeartbeat?.forwarded.bytesOut, WITHIN)
    .toBeGreaterThanOrEqual(120_000);
  expect(controlPlane.lastHeartbeat).toMatchObject({ connections: { used: 4 }, drops: { refused: 0 } });
  expect(await look(ip)).toMatchObject({
    outcome: 'done',
    error: null,
    result: {
      source: ip,
      isAllowed: true,
      lastForwardedAt: expect.any(String),
      packets: expect.any(Number),
      flows: 4,
      droppedPackets: 0,
      lastDroppedAt: null,
    },
  });
  await cloud.done(`/networks/${network.id}/actions/delete_route`, ROUTE);
  await expectSaid().toMatchObject({ connections: { used: 0 } });
  const still = controlPlane.lastHeartbeat?.forwarded.bytesOut;
  await cloud.advance(60_000);
  await expectMore();
  expect(controlPlane.lastHeartbeat?.forwarded.bytesOut).toBe(still);
  expect(await look(ip)).toMatchObject({ result: { isAllowed: true, flows: 0 } });
});

test('who may not send is refused, and a look tells so', async () => {
  await aNatVm();
  offer({ sourcePrefixes: ['10.0.2.0/24'] }, 1);
  await expectSaid().toMatchObject({ configuration: { version: 1 } });
  const {
    private_net: [{ ip } = { ip: '' }],
  } = await anInside('inside');
  await cloud.advance(60_000);
  await expect.poll(() => controlPlane.lastHeartbeat?.drops.refused, WITHIN).toBeGreaterThanOrEqual(30);
  expect(controlPlane.lastHeartbeat?.forwarded.bytesOut).toBe(0);
  expect(await look(ip)).toMatchObject({
    result: { isAllowed: false, lastForwardedAt: null, bytes: 0, lastDroppedAt: expect.any(String) },
  });
  expect(await look('10.0.7.7')).toMatchObject({ result: { isAllowed: false, packets: 0, flows: 0 } });
});

test('a command that it can not do is answered as failed', async () => {
  await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  controlPlane.commands.push({ id: 'one', name: 'dance', arguments: {} });
  expect(await look('somewhere')).toMatchObject({ outcome: 'failed', result: null });
  expect(controlPlane.outcomes.get('one')).toEqual({
    outcome: 'failed',
    result: null,
    error: 'there is no command dance',
  });
});

test('a dead agent is silent while its machine forwards, and lives again after a reboot', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ configuration: { version: 0 }, kernel: { isForwarding: true } });
  await breakGuest(server, { agentDead: true });
  await expectSilence();
  await act(server, 'reboot');
  await expectMore();
  expect(controlPlane.registrations).toBe(1);
});

test('a dead agent does not stop the traffic', async () => {
  const server = await aNatVm();
  await anInside('inside');
  await expectSaid().toMatchObject({ connections: { used: 4 } });
  await breakGuest(server, { agentDead: true });
  await expectSilence();
  const before = controlPlane.lastHeartbeat?.forwarded.bytesOut ?? 0;
  await cloud.advance(60_000);
  await breakGuest(server, { agentDead: false });
  await expect
    .poll(() => controlPlane.lastHeartbeat?.forwarded.bytesOut, WITHIN)
    .toBeGreaterThanOrEqual(before + 120_000);
});

test('rules that were flushed are told at once, and that they have healed', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  await breakGuest(server, { rulesFlushed: true });
  await expectSaid().toMatchObject({ kernel: { isForwarding: false, hasRules: false, sourcePrefixes: [] } });
  await cloud.advance(6_000);
  await expectSaid().toMatchObject({
    kernel: { isForwarding: true, hasRules: true, sourcePrefixes: ['10.0.1.0/24'] },
  });
});

test('a machine that hangs is silent until it is reset', async () => {
  const server = await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true } });
  const bootId = controlPlane.lastHeartbeat?.bootId;
  await breakGuest(server, { hung: true });
  await expectSilence();
  await act(server, 'reboot');
  await expectSilence();
  await act(server, 'reset');
  await expect.poll(() => controlPlane.lastHeartbeat?.bootId, WITHIN).not.toBe(bootId);
});

test('a control plane that can not be reached is asked again; the error is told in the next heartbeat', async () => {
  await aNatVm();
  await expectSaid().toMatchObject({ kernel: { isForwarding: true }, lastError: null });
  const { fingerprint } = controlPlane;
  controlPlane.fingerprint = undefined;
  await expectSilence();
  controlPlane.fingerprint = fingerprint;
  await expect
    .poll(() => controlPlane.heartbeats.some(({ lastError }) => lastError?.includes('401')), WITHIN)
    .toBe(true);
  await expectSaid().toMatchObject({ lastError: null });
});

test("the simulator's program plays the agents when it is told to, and ends at once all the same", async () => {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_AGENTS: '1', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const [line] = await once(child.stdout, 'data');
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(String(line)));
  const body = { name: 'nat', server_type: 'cx23', image: 'debian-13', user_data: userData() };
  await new Api(url, TOKEN).post(z.unknown(), '/servers', body);
  await expectSaid().toMatchObject({ kernel: { publicInterface: 'eth0', isForwarding: false } });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(log).toBe('');
});
