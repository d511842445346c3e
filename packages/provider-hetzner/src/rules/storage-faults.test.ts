import { describe, expect, test } from 'vitest';
import type { Binding, Draft, Kind, Resource, VolumeSituation, WriteSituation } from '@seca-hetzner/domain';
import { hetznerRules } from './provider-rules.js';

const region = {
  spec: { availableZones: ['fsn1', 'nbg1'] },
  providerData: { locations: { fsn1: 'fsn1', nbg1: 'nbg1', hel1: 'hel1' } },
} as unknown as WriteSituation['region'];

function faultsOf(
  kind: Kind,
  spec: object,
  situation: Partial<WriteSituation> = {},
  extensions?: Record<string, string>,
) {
  const draft = { kind, spec, extensions, name: 'disk' } as unknown as Draft;
  return hetznerRules
    .admissionFaults(draft, { existing: undefined, region, ...situation })
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

const sku = (architecture: 'x86' | 'arm', diskGb = 40) =>
  ({
    kind: 'instance-sku',
    name: 'type',
    providerData: { architecture, diskGb },
  }) as unknown as NonNullable<WriteSituation['sku']>;

function volume(more: object = {}): Resource<'block-storage'> {
  return {
    name: 'data',
    uid: 'uid-data',
    spec: { sizeGB: 20 },
    ...more,
  } as unknown as Resource<'block-storage'>;
}

function situationOf(more: Partial<VolumeSituation> = {}): VolumeSituation {
  return { volume: volume(), isBoot: false, isData: false, bindings: [], ...more };
}

const placedIn = (location: string) =>
  ({ objectType: 'volume', resourceUid: 'uid-data', observed: { location } }) as unknown as Binding;

describe('a block storage', () => {
  const inZone = (zone: string, situation: Partial<WriteSituation> = {}) =>
    faultsOf('block-storage', { sizeGB: 20 }, situation, { 'hetzner.zone': zone });

  test('takes a zone of the region', () => {
    expect(inZone('fsn1')).toEqual([]);
    expect(inZone('moon')).toEqual(["/extensions: there is no zone 'moon'"]);
  });

  test('stays in the zone in which its volume lies', () => {
    expect(inZone('nbg1', { bindings: [placedIn('fsn1')] })).toEqual([
      "/extensions: the block storage lies in location 'fsn1' and cannot move to zone 'nbg1'",
    ]);
  });

  test('does not outgrow the disk of the instance that boots from it', () => {
    expect(faultsOf('block-storage', { sizeGB: 41 }, { bootSkus: [sku('x86')] })).toEqual([
      "/spec/sizeGB: boot volume 'disk' has 41 GB, SKU 'type' has a disk of 40 GB",
    ]);
  });

  const image = (connectionId: string) => ({
    image: { name: 'img', status: { sizeMB: 30_000 } } as unknown as Resource<'image'>,
    bindings: [{ objectType: 'image', connectionId } as Binding],
  });

  test('made of an image is as large as that at least, and in the same project', () => {
    const here = { connectionId: 'here' };
    expect(faultsOf('block-storage', { sizeGB: 30 }, { ...here, image: image('here') })).toEqual([]);
    expect(faultsOf('block-storage', { sizeGB: 20 }, { ...here, image: image('there') })).toEqual([
      "/spec/sizeGB: image 'img' has 30000 MB, which is more than 20 GB",
      "/spec/sourceImageRef: image 'img' lies in another Hetzner project than the workspace, and cannot be copied there",
    ]);
  });
});

describe('an image', () => {
  test.each([
    ['of a boot volume', situationOf({ isBoot: true }), []],
    ['of a data volume', situationOf({ isData: true }), ['/spec/blockStorageRef']],
    ['of a volume that is placed', situationOf({ bindings: [placedIn('fsn1')] }), ['/spec/blockStorageRef']],
  ])('%s', (_what, source, expected) => {
    expect(faultsOf('image', {}, { source }).map((fault) => fault.split(':')[0])).toEqual(expected);
  });
});

describe('the data volumes of an instance', () => {
  const faults = (situation: VolumeSituation, more: Partial<WriteSituation> = {}) =>
    faultsOf('instance', { zone: 'fsn1' }, { dataVolumes: new Map([['/v', situation]]), ...more });

  test('lie in its zone', () => {
    expect(faults(situationOf({ bindings: [placedIn('fsn1')] }))).toEqual([]);
    expect(faults(situationOf({ bindings: [placedIn('nbg1')] }))).toEqual([
      "/v: block storage 'data' lies in location 'nbg1', the instance in zone 'fsn1'",
    ]);
    const asked = volume({ extensions: { 'hetzner.zone': 'hel1' } });
    expect(faults(situationOf({ volume: asked }))).toEqual([
      "/v: block storage 'data' lies in location 'hel1', the instance in zone 'fsn1'",
    ]);
  });

  test('begin empty, and are no disk of another instance', () => {
    const made = volume({ spec: { sizeGB: 20, sourceImageRef: { resource: 'images/img' } } });
    expect(faults(situationOf({ volume: made }))).toHaveLength(1);
    expect(faults(situationOf({ isBoot: true }))).toHaveLength(1);
    expect(faults(situationOf({ bindings: [{ objectType: 'server' } as Binding] }))).toHaveLength(1);
  });

  test('are 16 at most', () => {
    const many = Array.from({ length: 17 }, (_, index) => [`/v${index}`, situationOf()] as const);
    expect(faultsOf('instance', { zone: 'fsn1' }, { dataVolumes: new Map(many) })).toEqual([
      '/spec/dataVolumes: a server at Hetzner has 16 volumes at most',
    ]);
  });

  test('are never booted from', () => {
    const bootVolume = volume({ extensions: { 'hetzner.zone': 'fsn1' } });
    expect(faultsOf('instance', { zone: 'fsn1' }, { bootVolume })).toEqual([
      "/spec/bootVolume/deviceRef: block storage 'data' is a data volume; a server at Hetzner boots from its own disk",
    ]);
  });
});

describe('an instance whose boot volume is made of an image', () => {
  const image = {
    image: { name: 'img', spec: { cpuArchitecture: 'amd64' } } as unknown as Resource<'image'>,
    bindings: [{ objectType: 'image', observed: { diskGb: 80 } } as unknown as Binding],
  };

  test('has its architecture, and a disk as large as it needs', () => {
    const bootVolume = volume();
    expect(faultsOf('instance', {}, { image, bootVolume, sku: sku('x86', 80) })).toEqual([]);
    expect(faultsOf('instance', {}, { image, bootVolume, sku: sku('arm', 40) })).toEqual([
      "/spec/bootVolume/deviceRef: boot volume 'data' is made of image 'img' for amd64, SKU 'type' is arm64",
      "/spec/skuRef: image 'img' needs a disk of 80 GB, SKU 'type' has one of 40 GB",
    ]);
  });
});

describe('a disk that was written to', () => {
  const held = {
    objectType: 'server',
    madeWith: { userData: 'e3b0c44298fc1c14', isDiskKept: true },
    observed: { architecture: 'x86', diskGb: 40 },
  } as unknown as Binding;

  test('keeps its architecture, and does not fit a smaller type', () => {
    expect(faultsOf('instance', {}, { bindings: [held], sku: sku('x86', 80) })).toEqual([]);
    expect(faultsOf('instance', {}, { bindings: [held], sku: sku('arm', 20) })).toEqual([
      "/spec/skuRef: the disk of the instance is for x86, SKU 'type' is arm",
      "/spec/skuRef: the disk of the instance has 40 GB, SKU 'type' has a disk of 20 GB",
    ]);
  });
});

describe('an anti-affinity group', () => {
  const existing = { kind: 'instance', spec: { antiAffinityGroup: 'a' }, desiredPower: 'on' };

  test('has ten members at most', () => {
    expect(faultsOf('instance', { antiAffinityGroup: 'a' }, { groupMembers: 9 })).toEqual([]);
    expect(faultsOf('instance', { antiAffinityGroup: 'a' }, { groupMembers: 10 })).toEqual([
      "/spec/antiAffinityGroup: a placement group at Hetzner has 10 servers at most, and 'a' has 10",
    ]);
  });

  test('is changed only while the instance is off', () => {
    const change = (desiredPower: string) =>
      faultsOf(
        'instance',
        { antiAffinityGroup: 'b' },
        { existing: { ...existing, desiredPower } as unknown as Resource },
      );
    expect(change('on')).toHaveLength(1);
    expect(change('off')).toEqual([]);
  });
});

describe('SSH keys', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Yk0Fv9wYx0bR8oX1m5rJt9uJrYg8mTq0m0m7m3m0m me@here';

  test('are key texts or names; what looks like a key and is none is refused', () => {
    expect(faultsOf('instance', { sshKeys: [key, 'my-key'] })).toEqual([]);
    expect(faultsOf('instance', { sshKeys: ['ssh-rsa ***'] })).toEqual([
      '/spec/sshKeys/0: is not a public key in OpenSSH format',
    ]);
  });

  test('are fixed once the instance was started', () => {
    const existing = { kind: 'instance', spec: { sshKeys: [key] }, desiredPowerAt: new Date() };
    const change = (sshKeys: string[]) =>
      faultsOf('instance', { sshKeys }, { existing: existing as unknown as Resource });
    expect(change([key.replace(' me@here', '')])).toEqual([]);
    expect(change(['other'])).toHaveLength(1);
  });
});
