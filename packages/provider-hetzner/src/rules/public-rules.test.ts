import { describe, expect, test } from 'vitest';
import type { Draft, Kind, Resource, WriteSituation } from '@seca-hetzner/domain';
import { hetznerRules } from './provider-rules.js';

const region = {
  spec: { availableZones: ['fsn1', 'nbg1'] },
  providerData: { locations: { fsn1: 'fsn1', nbg1: 'nbg1' } },
} as unknown as WriteSituation['region'];

function faultsOf(kind: Kind, spec: object, situation: Partial<WriteSituation> = {}, extensions?: object) {
  const draft = { kind, spec, extensions } as unknown as Draft;
  return hetznerRules.admissionFaults(draft, { existing: undefined, region, ...situation });
}

const publicIp = (name: string, version: string, zone?: string) => ({
  pointer: `/spec/${name}`,
  publicIp: {
    name,
    spec: { version },
    extensions: zone && { 'hetzner.zone': zone },
  } as unknown as Resource<'public-ip'>,
});

describe('the zone of a public IP', () => {
  test('may be named, and is one of the region', () => {
    expect(faultsOf('public-ip', {}, {}, { 'hetzner.zone': 'nbg1' })).toEqual([]);
    expect(faultsOf('public-ip', {}, {}, { 'hetzner.zone': 'ash' })[0]?.message).toContain("zone 'ash'");
  });

  test('cannot be changed, where the default one is as good as its name', () => {
    const existing = { extensions: undefined } as unknown as Resource<'public-ip'>;
    expect(faultsOf('public-ip', {}, { existing }, { 'hetzner.zone': 'fsn1' })).toEqual([]);
    expect(faultsOf('public-ip', {}, { existing }, { 'hetzner.zone': 'nbg1' })[0]?.message).toContain(
      "from zone 'fsn1' to 'nbg1'",
    );
  });
});

describe('an instance', () => {
  test('takes one public IP per family in its own zone', () => {
    const publicIps = [publicIp('a', 'IPv4'), publicIp('b', 'IPv6', 'fsn1')];
    expect(faultsOf('instance', { zone: 'fsn1' }, { publicIps })).toEqual([]);
  });

  test('is refused two of one family, naming both, also by a NIC that it has already', () => {
    const publicIps = [publicIp('a', 'IPv4'), publicIp('b', 'IPv4')];
    const user = { spec: { zone: 'fsn1' } } as Resource<'instance'>;
    const nic = { addresses: [] };
    for (const [fault] of [
      faultsOf('instance', { zone: 'fsn1' }, { publicIps }),
      faultsOf('nic', nic, { publicIps, user }),
    ]) {
      expect(fault?.pointer).toBe('/spec/b');
      expect(fault?.message).toContain("'a' and 'b'");
    }
    expect(faultsOf('nic', nic, { publicIps })).toEqual([]);
  });

  test('is refused a public IP of another zone, and the NIC tells that zone before', () => {
    const publicIps = [publicIp('a', 'IPv4', 'nbg1')];
    expect(faultsOf('instance', { zone: 'fsn1' }, { publicIps })[0]?.message).toBe(
      "public IP 'a' lies in zone 'nbg1', the instance in 'fsn1'",
    );
    const situation = { existing: undefined, region, publicIps };
    expect(hetznerRules.remark({ kind: 'nic', spec: {} } as Draft, situation)).toBe(
      "Public IP 'a' lies in zone 'nbg1'",
    );
  });
});

describe('a security group', () => {
  const icmp = { direction: 'ingress', protocol: 'icmp', icmp: { type: 8, code: 0 } } as const;

  test('cannot tell types of ICMP apart, nor can a rule by itself', () => {
    expect(faultsOf('security-group-rule', icmp).map(({ pointer }) => pointer)).toEqual(['/spec/icmp']);
    expect(faultsOf('security-group', { rules: [icmp] }).map(({ pointer }) => pointer)).toEqual([
      '/spec/rules/0/icmp',
    ]);
  });

  test('with more than 50 rules at Hetzner is refused, counting those that it refers to', () => {
    const ports = Array.from({ length: 26 }, (_, index) => 2 * index + 1);
    const rule = { direction: 'egress', protocol: 'tcp' } as const;
    const rules = [{ ...rule, ports: { list: ports } }];
    const referencedRules = [{ ...rule, protocol: 'udp', ports: { list: ports } } as const];
    expect(faultsOf('security-group', { rules })).toEqual([]);
    expect(faultsOf('security-group', { rules }, { referencedRules })[0]?.message).toContain('52 rules');
  });

  test('says of itself that traffic inside networks is not filtered', () => {
    const remark = hetznerRules.remark({ kind: 'security-group', spec: {} } as Draft, {
      existing: undefined,
      region,
    });
    expect(remark).toContain('does not filter traffic inside networks');
  });
});

test('a NIC with a public address takes five groups, as many as a server has firewalls', () => {
  const refs = (count: number) => Array.from({ length: count }, (_, index) => ({ resource: `g${index}` }));
  const nic = { addresses: [], publicIpRefs: refs(1) };
  expect(faultsOf('nic', { ...nic, securityGroupRefs: refs(5) })).toEqual([]);
  expect(faultsOf('nic', { ...nic, securityGroupRefs: refs(6) })[0]?.pointer).toBe('/spec/securityGroupRefs');
  expect(faultsOf('nic', { addresses: [], securityGroupRefs: refs(16) })).toEqual([]);
});
