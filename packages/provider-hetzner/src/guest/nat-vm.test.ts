import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { natVmFingerprintText, natVmUserData, type NatVm } from './nat-vm.js';
import { anAgent, aNatVm, filesOf, PUBLIC_KEY, unpacked } from './testing/a-nat-vm.js';
import { tool, run, SILENT_SUCCESS } from './testing/debian-tool.js';

/** Rules and prefixes as one file, as they are where the rules include the prefixes. */
function rulesOf(userData: string): string {
  const files = filesOf(unpacked(userData));
  return (files.get('/etc/nat-gateway/rules.nft') ?? '').replace(
    'include "/var/lib/nat-gateway/allowed.nft"\n',
    files.get('/etc/nat-gateway/allowed.nft') ?? '',
  );
}

const agentFileOf = (userData: string): object =>
  JSON.parse(filesOf(unpacked(userData)).get('/etc/nat-agent/agent.json') ?? '');

const fingerprintOf = ({ agent, ...vm }: NatVm): string => natVmFingerprintText(vm, agent);

describe('user data of a NAT VM', () => {
  test('the gateway of the network is its first address', () => {
    expect(natVmUserData(aNatVm({ networkRange: '172.16.64.0/18' }))).toContain(
      'NETWORK_GATEWAY=172.16.64.1\n',
    );
  });

  test('order and spelling of the prefixes change nothing', () => {
    const one = natVmUserData(aNatVm({ sourcePrefixes: ['10.0.1.0/24', '10.0.2.0/24'] }));
    const other = natVmUserData(aNatVm({ sourcePrefixes: ['10.0.2.7/24', '10.0.1.0/24', '10.0.2.0/24'] }));
    expect(other).toBe(one);
  });

  test('without a prefix the rules list none', () => {
    expect(rulesOf(natVmUserData(aNatVm({ sourcePrefixes: [] })))).not.toContain('add element');
  });

  test.each([
    { networkRange: '10.0.0.0/16; reboot' },
    { networkRange: '10.0.0.0/33' },
    { sourcePrefixes: ['10.0.1.0'] },
    { sourcePrefixes: ['fd00::/64'] },
    { privateAddress: '$(reboot)' },
    { aliasAddress: '10.0.1.253/32' },
  ])('%o is refused', (vm) => {
    expect(() => natVmUserData(aNatVm(vm))).toThrow(RangeError);
  });

  test('the agent is told who it is, whom to trust and the addresses, and nothing else', () => {
    const vm = aNatVm({ agent: anAgent() });
    expect(agentFileOf(natVmUserData(vm))).toEqual({
      ...anAgent(),
      url: 'https://agents.example.org:4010/',
      networkRange: '10.0.0.0/16',
      privateAddress: '10.0.1.254',
      aliasAddress: '10.0.1.253',
    });
  });

  test('what does not fit plainly is its gzip in base64, within the limit', () => {
    const signingKeys = manyKeys(100);
    const userData = natVmUserData(aNatVm({ agent: anAgent({ signingKeys }) }));
    expect(userData).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(userData.length).toBeLessThanOrEqual(32_768);
    expect(unpacked(userData)).toMatch(/^#cloud-boothook\n/);
    expect(agentFileOf(userData)).toMatchObject({ signingKeys });
  });

  test('what does not even fit packed is refused with both sizes', () => {
    const agent = anAgent({ signingKeys: manyKeys(3000) });
    expect(() => natVmUserData(aNatVm({ agent }))).toThrow(
      /takes \d+ bytes, compressed \(\d+ before\); Hetzner takes 32768/,
    );
  });

  test.each([
    { url: 'http://agents.example.org' },
    { url: 'https://user:secret@agents.example.org' },
    { url: 'https://agents.example.org/?a=b' },
    { url: 'agents.example.org' },
    { id: 'agent-1' },
    { gatewayUid: "'; reboot" },
    { networkUid: '' },
    { identity: 'short' },
    { identity: `${'a'.repeat(42)}\n` },
    { caCertificate: PUBLIC_KEY },
    { signingKeys: [] },
    { signingKeys: [{ id: 'a key', publicKey: PUBLIC_KEY }] },
    { signingKeys: [{ id: 'key-1', publicKey: 'NAT_GATEWAY_END' }] },
    { signingKeys: [{ id: 'key-1', publicKey: pemOf(generateKeyPairSync('x25519').publicKey) }] },
    { signingKeys: [{ id: 'key-1', publicKey: privatePem() }] },
  ])('an agent with %o is refused', (agent) => {
    expect(() => natVmUserData(aNatVm({ agent: anAgent(agent) }))).toThrow(RangeError);
  });

  test('a refusal tells no secret', () => {
    const agents = [anAgent({ identity: 'a-secret' }), anAgent({ url: 'https://user:a-secret@host' })];
    for (const agent of agents) {
      expect(() => natVmUserData(aNatVm({ agent }))).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('a-secret') }),
      );
    }
  });

  // Reading rules needs root: nft asks the kernel what it knows.
  const nft = tool('nftables', 'nft', 'list', 'tables');
  test
    .skipIf(nft.isMissing)
    .each([
      { sourcePrefixes: [] },
      { sourcePrefixes: ['10.0.1.0/24', '10.0.0.0/23', '10.0.2.0/24'] },
      { sourcePrefixes: ['10.0.0.0/16'] },
    ])(`nft takes the rules for %o${nft.note}`, (vm) => {
    const args = ['-D', 'public=eth0', '-D', 'private=enp7s0', '-c', '-f', '-'];
    expect(run('nft', args, rulesOf(natVmUserData(aNatVm(vm))))).toEqual(SILENT_SUCCESS);
  });
});

describe('what a NAT VM is made anew for', () => {
  const withAgent = aNatVm({ agent: anAgent() });

  test.each([
    { id: '00000000-0000-4000-8000-000000000001' },
    { identity: 'A'.repeat(43) },
    { signingKeys: manyKeys(2) },
  ])('not for another %o of its agent', (agent) => {
    expect(fingerprintOf({ ...withAgent, agent: anAgent(agent) })).toBe(fingerprintOf(withAgent));
  });

  test('not for other prefixes when it has an agent, but when it has none', () => {
    const other = { sourcePrefixes: ['10.0.7.0/24'] };
    expect(fingerprintOf({ ...withAgent, ...other })).toBe(fingerprintOf(withAgent));
    expect(fingerprintOf(aNatVm(other))).not.toBe(fingerprintOf(aNatVm()));
  });

  test.each([
    { networkRange: '10.0.0.0/17' },
    { privateAddress: '10.0.1.250' },
    { aliasAddress: '10.0.1.250' },
    { agent: undefined },
    { agent: anAgent({ url: 'https://elsewhere.example.org' }) },
    { agent: anAgent({ gatewayUid: '00000000-0000-4000-8000-000000000001' }) },
    { agent: anAgent({ networkUid: '00000000-0000-4000-8000-000000000001' }) },
  ])('for %o', (other) => {
    expect(fingerprintOf({ ...withAgent, ...other })).not.toBe(fingerprintOf(withAgent));
  });

  test('no secret and no key is in it', () => {
    const text = fingerprintOf(withAgent);
    const { identity, id, signingKeys, caCertificate } = anAgent();
    for (const part of [identity, id, signingKeys[0]?.id ?? '', caCertificate.slice(30, 80)]) {
      expect(text).not.toContain(part);
    }
  });
});

function manyKeys(count: number): { id: string; publicKey: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `key-${index}`,
    publicKey: pemOf(generateKeyPairSync('ed25519').publicKey),
  }));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

function privatePem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
