import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aNetwork, aSubnet } from './fixtures.js';
import { checkAliasIps, chooseAddress, takenAddresses } from './ipam.js';
import { containsAddress, formatIpv4, ipv4, ipv4Range } from './ipv4.js';
import type { AttachmentRecord, NetworkRecord } from './network.record.js';

const none: ReadonlySet<number> = new Set();

function choose(network: NetworkRecord, taken: ReadonlySet<number>, ip?: string, ipRange?: string): string {
  return chooseAddress(network, taken, { ip, ipRange, networkZone: 'eu-central' });
}

function attachment(ip: string, fields: Partial<AttachmentRecord> = {}): AttachmentRecord {
  return {
    id: 1,
    serverId: 1,
    networkId: 1,
    ip,
    aliasIps: [],
    nextAliasIps: null,
    macAddress: '86:00:00:00:00:01',
    state: 'attached',
    ...fields,
  };
}

test('the first address of the network is reserved; the first of a later subnet is not', () => {
  expect(choose(aNetwork({ subnets: [aSubnet('10.0.0.0/24')] }), none)).toBe('10.0.0.2');
  expect(choose(aNetwork({ subnets: [aSubnet('10.0.1.0/24')] }), none)).toBe('10.0.1.1');
});

test('the newest subnet of the zone comes first, then the older ones', () => {
  const network = aNetwork({ subnets: [aSubnet('10.0.1.0/24'), aSubnet('10.0.2.0/30')] });
  expect(choose(network, none)).toBe('10.0.2.1');
  expect(choose(network, new Set([ipv4('10.0.2.1'), ipv4('10.0.2.2')]))).toBe('10.0.1.1');
});

test('aliases, old and coming ones, are taken', () => {
  const taken = takenAddresses([
    attachment('10.0.1.1', { aliasIps: ['10.0.1.2'], nextAliasIps: ['10.0.1.3'] }),
  ]);
  expect(choose(aNetwork(), taken)).toBe('10.0.1.4');
});

test('vSwitch subnets and other zones give no addresses', () => {
  const vswitch = aNetwork({ subnets: [aSubnet('10.0.1.0/24', { type: 'vswitch', vswitchId: 1 })] });
  const elsewhere = aNetwork({ subnets: [aSubnet('10.0.1.0/24', { networkZone: 'us-east' })] });
  for (const network of [vswitch, elsewhere, aNetwork({ subnets: [] })]) {
    expect(() => choose(network, none)).toThrow('no subnet or IP available');
  }
});

test('the gateway of public interfaces is never given out', () => {
  const network = aNetwork({ ipRange: '172.31.0.0/16', subnets: [aSubnet('172.31.1.0/30')] });
  expect(choose(network, none)).toBe('172.31.1.2');
  expect(() => choose(network, none, '172.31.1.1')).toThrow('not available');
});

test('alias addresses may lie in another subnet, at most five, none twice', () => {
  const network = aNetwork({ subnets: [aSubnet('10.0.1.0/24'), aSubnet('10.0.2.0/24')] });
  const check = (ips: string[]) => () =>
    checkAliasIps(network, new Set([ipv4('10.0.1.1')]), ips, 'eu-central');
  expect(check(['10.0.1.2', '10.0.2.2'])).not.toThrow();
  expect(check(['10.0.1.1'])).toThrow('not available');
  expect(check(['10.0.1.2', '10.0.1.2'])).toThrow('unique');
  expect(check([2, 3, 4, 5, 6, 7].map((n) => `10.0.1.${n}`))).toThrow('too many');
});

test('addresses are given until a subnet is full, each once and none of the reserved', () => {
  fc.assert(
    fc.property(fc.integer({ min: 24, max: 30 }), fc.boolean(), (prefixLength, isFirst) => {
      const range = `10.0.${isFirst ? 0 : 4}.0/${prefixLength}`;
      const network = aNetwork({ subnets: [aSubnet(range)] });
      const taken = new Set<number>();
      const capacity = 2 ** (32 - prefixLength) - 2 - (isFirst ? 1 : 0);
      for (let n = 0; n < capacity; n++) {
        const address = ipv4(choose(network, taken));
        expect(taken.has(address)).toBe(false);
        expect(containsAddress(ipv4Range(range), address)).toBe(true);
        expect(formatIpv4(address)).not.toBe('10.0.0.1');
        taken.add(address);
      }
      expect(() => choose(network, taken)).toThrow('no subnet or IP available');
    }),
  );
});
