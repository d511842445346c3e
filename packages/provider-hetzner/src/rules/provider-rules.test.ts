import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Binding, Draft, Kind, Resource, WriteSituation } from '@seca-hetzner/domain';
import { userDataDigest } from './made-with.js';
import { hetznerRules } from './provider-rules.js';

const region = {
  name: 'eu-central',
  spec: { availableZones: ['fsn1', 'nbg1'] },
  providerData: { locations: { fsn1: 'fsn1', nbg1: 'nbg1' } },
} as unknown as WriteSituation['region'];
const created = { existing: undefined, region };

function pointersOf(
  kind: Kind,
  spec: object,
  situation: Partial<WriteSituation> = {},
  extensions?: Record<string, string>,
) {
  const draft = { kind, spec, extensions } as unknown as Draft;
  return hetznerRules.admissionFaults(draft, { ...created, ...situation }).map((fault) => fault.pointer);
}

test.each([
  [{ ipv4: '10.0.0.0/16' }, []],
  [{ ipv4: '10.0.0.0/25' }, ['/spec/cidr/ipv4']],
  [{ ipv4: '10.0.0.0/16', ipv6: 'fd00::/56' }, ['/spec/cidr/ipv6']],
])('a network of %j', (cidr, expected) => {
  expect(pointersOf('network', { cidr })).toEqual(expected);
});

test('additional ranges of a network are refused rather than dropped', () => {
  expect(pointersOf('network', { cidr: {}, additionalCidrs: [{ ipv4: '10.1.0.0/16' }] })).toEqual([
    '/spec/additionalCidrs',
  ]);
});

test('a NIC has IPv4 only, and six addresses at most', () => {
  expect(pointersOf('nic', { addresses: ['10.0.0.2', '::'] })).toEqual(['/spec/addresses/1']);
  expect(
    pointersOf('nic', { addresses: Array.from({ length: 7 }, (_, index) => `10.0.0.${index + 2}`) }),
  ).toEqual(['/spec/addresses']);
});

test.each([9, 10_241])('a volume of %i GB is refused', (sizeGB) => {
  expect(pointersOf('block-storage', { sizeGB })).toEqual(['/spec/sizeGB']);
});

test('a boot volume larger than the disk of the server type is refused, naming both', () => {
  const sku = { kind: 'instance-sku', name: 'cx23', providerData: { diskGb: 40 } } as WriteSituation['sku'];
  const bootVolume = { name: 'boot', spec: { sizeGB: 41 } } as Resource<'block-storage'>;
  expect(pointersOf('instance', {}, { sku: sku!, bootVolume })).toEqual(['/spec/bootVolume/deviceRef']);
  const draft = { kind: 'instance', spec: {} } as Draft;
  const [fault] = hetznerRules.admissionFaults(draft, { ...created, sku: sku!, bootVolume });
  expect(fault?.message).toMatch(/'boot' has 41 GB.*'cx23' has a disk of 40 GB/);
});

describe('a disk that an earlier instance has left', () => {
  const madeWith = { userData: userDataDigest('#!/bin/sh'), isDiskKept: true };
  const seen = { observed: { location: 'fsn1' } };
  const disk = { ...seen, role: 'disk', madeWith } as unknown as Binding;

  test('is taken by an instance in its zone with the same user data', () => {
    const spec = { zone: 'fsn1', userData: '#!/bin/sh' };
    expect(pointersOf('instance', spec, { bindings: [disk] })).toEqual([]);
  });

  test('is refused to an instance in another zone or with other user data', () => {
    expect(pointersOf('instance', { zone: 'nbg1' }, { bindings: [disk] })).toEqual([
      '/spec/zone',
      '/spec/userData',
    ]);
  });

  test('binds nobody while the machine holds nothing', () => {
    const fresh = {
      ...seen,
      role: 'server',
      madeWith: { userData: madeWith.userData },
    } as unknown as Binding;
    expect(pointersOf('instance', { zone: 'nbg1' }, { bindings: [fresh] })).toEqual([]);
  });
});

test('user data that does not fit with ours is refused with the sizes', () => {
  const noise = createHash('shake256', { outputLength: 40_000 }).update('x').digest('base64url');
  const draft = { kind: 'instance', spec: { userData: `#!/bin/sh\n# ${noise}` } } as Draft;
  const [fault] = hetznerRules.admissionFaults(draft, created);
  expect(fault).toMatchObject({ pointer: '/spec/userData' });
  expect(fault?.message).toContain('32768');
});

test('two NICs in one network, in overlapping networks, or a fourth network are refused, naming both sides', () => {
  const network = (uid: string, ipv4: string) =>
    ({ uid, name: uid, status: { cidr: { ipv4 } } }) as Resource<'network'>;
  const nic = (name: string, of: Resource<'network'>) => ({
    pointer: `/spec/${name}`,
    nic: { name } as Resource<'nic'>,
    subnet: undefined,
    network: of,
  });
  const [a, b, c, d] = [
    network('a', '10.0.0.0/16'),
    network('b', '10.0.0.0/8'),
    network('c', '192.168.0.0/16'),
    network('d', '172.16.0.0/16'),
  ];
  expect(pointersOf('instance', {}, { nics: [nic('one', a), nic('two', a)] })).toEqual(['/spec/two']);
  expect(pointersOf('instance', {}, { nics: [nic('one', a), nic('two', b)] })).toEqual(['/spec/two']);
  expect(pointersOf('instance', {}, { nics: [nic('one', a), nic('two', c), nic('three', d)] })).toEqual([]);
  const fourth = network('e', '172.31.0.0/24');
  expect(
    pointersOf(
      'instance',
      {},
      { nics: [nic('one', a), nic('two', c), nic('three', d), nic('four', fourth)] },
    ),
  ).toEqual(['/spec/four']);
});

test('an extension that is not understood is refused', () => {
  expect(pointersOf('workspace', {}, {}, { 'some.key': 'x' })).toEqual(['/extensions']);
});

test('the first address of a network and the public gateway are nobody’s', () => {
  expect(hetznerRules.reservedAddresses('10.4.0.0/16')).toEqual(['10.4.0.1', '172.31.1.1']);
});

test('gateways settle when written; what others use does not', () => {
  expect(hetznerRules.settlesAtOnce('internet-gateway', true)).toBe(true);
  for (const kind of ['nic', 'routing-table', 'block-storage'] as const) {
    expect([hetznerRules.settlesAtOnce(kind, false), hetznerRules.settlesAtOnce(kind, true)]).toEqual([
      true,
      false,
    ]);
  }
  for (const kind of ['network', 'subnet', 'instance'] as const)
    expect(hetznerRules.settlesAtOnce(kind, false)).toBe(false);
});
