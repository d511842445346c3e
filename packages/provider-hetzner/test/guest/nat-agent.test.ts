import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { natVmUserData } from '../../src/guest/nat-vm.js';
import { anAgent, unpacked } from '../../src/guest/testing/a-nat-vm.js';
import { tool } from '../../src/guest/testing/debian-tool.js';
import { ControlPlane, issueFor, SigningKey, type Heartbeat, type Signed } from './control-plane.js';
import { Machine } from './machine.js';

// The real agent and gateway as the boothook leaves them, with real nft and packets, against a control plane over TLS.
const programs = 'nft list tables && ip -V && setpriv -V && openssl version && /usr/bin/python3 -V';
const tools = tool(
  'iproute2 nftables openssl python3 util-linux',
  ...(['unshare', '--net', '--mount', 'sh', '-c', programs] as const),
);
const isRoot = process.getuid?.() === 0;
const note = isRoot ? tools.note : ' [needs root: it makes network namespaces]';

// Of the range for benchmarks, RFC 2544, so that nothing real is hidden.
const link = `198.18.${process.pid % 256}`;
const wiring = {
  networkRange: '10.77.0.0/16',
  fabricGateway: '10.77.0.1',
  guestAddresses: ['10.77.1.5', '10.77.2.5'],
  internet: `${link}.1`,
  public: `${link}.2`,
} as const;
const [guest, otherGuest] = wiring.guestAddresses;
const alias = '10.77.1.253';
const NOBODY = '65534';
const SOON = { timeout: 40_000, interval: 100 };

describe.skipIf(!isRoot || tools.isMissing)(`the agent of a NAT VM${note}`, () => {
  const authority = issueFor(wiring.internet);
  const signingKey = new SigningKey('key-1');
  const agent = anAgent({
    url: `https://${wiring.internet}:4010`,
    caCertificate: authority.caCertificate,
    signingKeys: [signingKey.public],
  });
  const machine = new Machine();
  const controlPlane = new ControlPlane(agent.identity, wiring.internet, 4010);
  let process: ChildProcess;

  const payload = (version: number, sourcePrefixes: readonly string[], changes: object = {}): object => {
    const ids = { agent: agent.id, gateway: agent.gatewayUid, network: agent.networkUid };
    return { ...ids, version, sourcePrefixes, signingKeys: [signingKey.public], ...changes };
  };
  const signed = (...args: Parameters<typeof payload>): Signed =>
    signingKey.sign(JSON.stringify(payload(...args)));
  const lastHeartbeat = (): Heartbeat => controlPlane.heartbeats.at(-1)!;
  const allowed = (): string => machine.run(['nft', 'list', 'set', 'inet', 'nat_gateway', 'allowed']);
  const isAcknowledged = (version: number): Promise<void> =>
    vi.waitFor(() => expect(lastHeartbeat().configuration.version).toBe(version), SOON);

  function startAgent(): ChildProcess {
    // As the unit does: nobody in particular, with that one capability.
    const one = (option: string): string => `--${option}=-all,+net_admin`;
    const identity = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--no-new-privs'];
    const capabilities = [one('inh-caps'), one('ambient-caps'), one('bounding-set')];
    const agentFile = '/usr/local/lib/nat-agent/nat_agent.py';
    return machine.keep(['setpriv', ...identity, ...capabilities, '/usr/bin/python3', agentFile]);
  }

  beforeAll(async () => {
    await machine.start(wiring);
    const userData = natVmUserData({
      networkRange: wiring.networkRange,
      sourcePrefixes: ['10.77.9.0/24'],
      privateAddress: '10.77.1.254',
      aliasAddress: alias,
      agent,
    });
    machine.run(['sh', '-s'], unpacked(userData));
    const folders = ['/var/lib/nat-agent', '/var/lib/nat-gateway'];
    machine.run(['mkdir', '-p', ...folders]);
    machine.run(['chown', '-R', `${NOBODY}:${NOBODY}`, ...folders]);
    machine.run(['chgrp', NOBODY, '/etc/nat-agent/agent.json']);
    const address = { PRIVATE_ADDRESS: '10.77.1.254', ALIAS_ADDRESS: alias };
    const network = { NETWORK_RANGE: wiring.networkRange, NETWORK_GATEWAY: wiring.fabricGateway };
    const environment = Object.entries({ ...address, ...network }).map(([name, value]) => `${name}=${value}`);
    machine.keep(['env', ...environment, '/usr/local/sbin/nat-gateway', 'keep']);
    await vi.waitFor(() => allowed(), SOON);
    controlPlane.publish(signed(1, ['10.77.1.0/24']));
    await controlPlane.open(authority);
    process = startAgent();
  });

  afterAll(async () => {
    await machine.stop();
    await controlPlane.close();
  });

  test('registers once, and puts in force what it is given then', async () => {
    await isAcknowledged(1);
    expect(controlPlane.registrations).toHaveLength(1);
    expect(allowed()).toContain('elements = { 10.77.1.0/24 }');
    await vi.waitFor(() => expect(lastHeartbeat().kernel.isForwarding).toBe(true), SOON);
    expect(lastHeartbeat()).toMatchObject({
      agent: agent.id,
      configuration: { version: 1, sourcePrefixes: ['10.77.1.0/24'] },
      kernel: {
        hasRules: true,
        sourcePrefixes: ['10.77.1.0/24'],
        publicInterface: 'eth0',
        privateInterface: 'enp7s0',
        addresses: [wiring.public, '10.77.1.254', alias],
      },
      refusals: { count: 0, last: null },
      lastError: null,
    });
    expect(lastHeartbeat().connections.max).toBeGreaterThan(0);
  });

  test('looks at one address: what was forwarded for it, what was dropped, and its connections', async () => {
    const target = { address: wiring.internet, port: 4010 };
    expect(machine.connect(guest, '10.77.1.254', target)).toBe(true);
    expect(machine.connect(otherGuest, '10.77.1.254', target)).toBe(false);

    const before = Date.now();
    controlPlane.command('look-1', 'look', { source: guest });
    await vi.waitFor(() => expect(controlPlane.results.has('look-1')).toBe(true), SOON);
    const { outcome, result } = controlPlane.results.get('look-1')!;
    expect({ outcome, result }).toEqual({
      outcome: 'done',
      result: {
        source: guest,
        isAllowed: true,
        lastForwardedAt: expect.any(String),
        packets: expect.any(Number),
        bytes: expect.any(Number),
        flows: 1,
        droppedPackets: 0,
        lastDroppedAt: null,
      },
    });
    const { lastForwardedAt, packets, bytes } = result as Record<string, never>;
    expect(packets).toBeGreaterThanOrEqual(3);
    expect(bytes).toBeGreaterThanOrEqual(120);
    expect(Math.abs(before - Date.parse(lastForwardedAt ?? ''))).toBeLessThan(20_000);

    controlPlane.command('look-2', 'look', { source: otherGuest });
    await vi.waitFor(() => expect(controlPlane.results.has('look-2')).toBe(true), SOON);
    const other = controlPlane.results.get('look-2')?.result;
    expect(other).toMatchObject({ isAllowed: false, lastForwardedAt: null, packets: 0, bytes: 0, flows: 0 });
    expect((other as { droppedPackets: number }).droppedPackets).toBeGreaterThan(0);
    expect((other as { lastDroppedAt: unknown }).lastDroppedAt).not.toBeNull();
  });

  test('acknowledges a newer configuration at once, and packets follow it', async () => {
    controlPlane.publish(signed(2, ['10.77.2.0/24', '10.77.3.0/24', '10.77.4.0/24']));
    await isAcknowledged(2);
    expect(allowed()).toContain('10.77.2.0-10.77.4.255');
    expect(lastHeartbeat().kernel.sourcePrefixes).toEqual(lastHeartbeat().configuration.sourcePrefixes);
    const target = { address: wiring.internet, port: 4010 };
    expect(machine.connect(guest, '10.77.1.254', target)).toBe(false);
    expect(machine.connect(otherGuest, '10.77.1.254', target)).toBe(true);
    const { forwarded, drops } = lastHeartbeat();
    expect(forwarded.bytesOut).toBeGreaterThan(0);
    expect(forwarded.bytesIn).toBeGreaterThan(0);
    expect(drops.refused).toBeGreaterThan(0);
  });

  test.each([
    { reason: 'signature', broken: () => new SigningKey('key-1').sign(JSON.stringify(payload(3, []))) },
    { reason: 'version', broken: () => signed(1, []) },
    { reason: 'recipient', broken: () => signed(3, [], { agent: agent.gatewayUid }) },
    { reason: 'content', broken: () => signed(3, ['0.0.0.0/0']) },
  ])('refuses what is wrong by its $reason, says so, and keeps what it has', async ({ reason, broken }) => {
    const count = lastHeartbeat().refusals.count + 1;
    controlPlane.publish(broken());
    await vi.waitFor(() => expect(lastHeartbeat().refusals.count).toBe(count), SOON);
    expect(lastHeartbeat().refusals.last?.reason).toBe(reason);
    expect(lastHeartbeat().configuration.version).toBe(2);
    expect(allowed()).toContain('10.77.2.0-10.77.4.255');
  });

  test('carries on while the control plane is away, trusts no other authority, and comes back by itself', async () => {
    await controlPlane.close();
    controlPlane.publish(signed(3, ['10.77.1.0/24']));
    const impostor = new ControlPlane(agent.identity, wiring.internet, 4010);
    await impostor.open(issueFor(wiring.internet));
    await vi.waitFor(() => expect(impostor.brokenHandshakes).toBeGreaterThan(1), SOON);
    expect(impostor.requests).toBe(0);
    await impostor.close();
    expect(allowed()).toContain('10.77.2.0-10.77.4.255');
    await controlPlane.open(authority);
    await isAcknowledged(3);
    expect(allowed()).toContain('10.77.1.0/24');
  });

  test('goes on with what it had after a restart, without registering again', async () => {
    process.kill('SIGKILL');
    await once(process, 'exit');
    const heard = controlPlane.heartbeats.length;
    process = startAgent();
    await vi.waitFor(() => expect(controlPlane.heartbeats.length).toBeGreaterThan(heard), SOON);
    expect(lastHeartbeat().configuration).toEqual({ version: 3, sourcePrefixes: ['10.77.1.0/24'] });
    controlPlane.publish(signed(2, []));
    await vi.waitFor(() => expect(lastHeartbeat().refusals.last?.reason).toBe('version'), SOON);
    expect(controlPlane.registrations).toHaveLength(1);
  });

  test('rules that are loaded anew hold the newest prefixes, with no agent to help', async () => {
    process.kill('SIGKILL');
    await once(process, 'exit');
    machine.run(['nft', 'delete', 'table', 'inet', 'nat_gateway']);
    await vi.waitFor(() => expect(allowed()).toContain('10.77.1.0/24'), SOON);
  });

  test('where the newest prefixes are spoilt the machine forwards those it was made with, until the agent is back', async () => {
    machine.run(['sh', '-c', 'printf "\\377spoilt" >/var/lib/nat-gateway/allowed.nft']);
    machine.run(['nft', 'delete', 'table', 'inet', 'nat_gateway']);
    await vi.waitFor(() => expect(allowed()).toContain('10.77.9.0/24'), SOON);
    const heard = controlPlane.heartbeats.length;
    process = startAgent();
    await vi.waitFor(() => expect(controlPlane.heartbeats.length).toBeGreaterThan(heard), SOON);
    expect(allowed()).toContain('10.77.1.0/24');
    expect(allowed()).not.toContain('10.77.9.0/24');
  });

  test('with more senders than it counts, packets of another one still pass', () => {
    const senders = Array.from({ length: 4096 }, (_, index) => `10.77.${16 + (index >> 8)}.${index & 255}`);
    const full = (set: string): string =>
      `flush set inet nat_gateway ${set}\nadd element inet nat_gateway ${set} { ${senders.join(', ')} }\n`;
    machine.run(['nft', '-f', '-'], full('forwarded_from') + full('refused_from'));
    expect(machine.connect(guest, '10.77.1.254', { address: wiring.internet, port: 4010 })).toBe(true);
    const counted = machine.run(['nft', 'list', 'set', 'inet', 'nat_gateway', 'forwarded_from']);
    expect(counted).not.toContain(`${guest} `);
  });

  test('takes at most 30 MB', () => {
    const resident = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1];
    expect(Number(resident)).toBeLessThanOrEqual(30 * 1024);
    expect(lastHeartbeat().memoryBytes).toBeLessThanOrEqual(30 * 1024 * 1024);
    expect(lastHeartbeat().memoryBytes).toBeGreaterThan(1024 * 1024);
  });
});
