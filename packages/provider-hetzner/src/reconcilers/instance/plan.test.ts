import { describe, expect, test } from 'vitest';
import type { Binding, Resource } from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { userDataDigest } from '../../rules/made-with.js';
import type { Session } from '../session.js';
import type { InstanceIntent, NicIntent } from './intent.js';
import { planInstance, type InstanceActual } from './plan.js';
import { noPublicActual } from './public-side.js';

const now = new Date('2026-01-01T12:00:00Z');
const NETWORK = 7;

function instance(more: Partial<Resource<'instance'>> = {}): Resource<'instance'> {
  return {
    kind: 'instance',
    name: 'vm',
    uid: 'uid-vm',
    spec: {},
    desiredPower: 'off',
    desiredPowerAt: undefined,
    deletedAt: undefined,
    ...more,
  } as unknown as Resource<'instance'>;
}

function nic(addresses: string[], more: Partial<NicIntent> = {}): NicIntent {
  const resource = { name: 'nic', deletedAt: undefined, status: { addresses } } as unknown as Resource<'nic'>;
  return { nic: resource, networkId: NETWORK, networkName: 'net', isSubnetReady: true, ...more };
}

function intent(more: Partial<InstanceIntent> = {}): InstanceIntent {
  return {
    instance: instance(),
    connectionId: 'connection',
    workspaceUid: 'workspace',
    bootVolume: { uid: 'uid-boot' } as Resource<'block-storage'>,
    isBootVolumeTaken: false,
    leftDisk: undefined,
    serverType: 'cx23',
    location: 'fsn1',
    bootImage: { imageId: 1 },
    dataVolumes: { wanted: [], surplus: [], taken: undefined },
    group: undefined,
    sshKeys: { ids: [], missing: undefined },
    nics: [nic(['10.0.1.1'])],
    hiddenNetworkId: undefined,
    hasBootstrap: true,
    wayOut: undefined,
    publicSide: { addresses: [], groups: undefined, attached: [], missing: new Map() },
    server: undefined,
    now,
    ...more,
  };
}

const attached = { network: NETWORK, ip: '10.0.1.1', alias_ips: [], mac_address: '86:00:00:00:00:01' };

function server(more: object = {}): Server {
  return {
    id: 1,
    status: 'off',
    labels: { 'seca.uid': 'uid-vm' },
    location: { name: 'fsn1' },
    server_type: { name: 'cx23' },
    private_net: [attached],
    public_net: { ipv4: null, ipv6: null, floating_ips: [], firewalls: [] },
    ...more,
  } as unknown as Server;
}

function actual(more: Partial<InstanceActual> = {}): InstanceActual {
  return {
    session: {} as Session,
    server: undefined,
    isServerBound: more.server !== undefined,
    madeWith: more.server && { userData: userDataDigest(undefined) },
    isDiskHandedOver: false,
    restartPhase: undefined,
    releasedVolumes: [],
    hasAskedForKeys: false,
    publicActual: noPublicActual,
    isLeftDiskGone: false,
    ...more,
  };
}

/** The plan in short: `attach`, and for a wait its reason. */
function steps(wanted: InstanceIntent, there: InstanceActual): string[] {
  return planInstance(wanted, there).map((step) => (step.do === 'wait' ? `wait: ${step.reason}` : step.do));
}

const started = { desiredPower: 'on', desiredPowerAt: now } as const;
const deleting = { deletedAt: now } as const;

describe('an instance that is not there', () => {
  test('is made at once when all it needs is there', () => {
    expect(steps(intent(), actual())).toEqual(['create-server']);
  });

  test('looks anew when the disk that it was to take over has just become a snapshot', () => {
    const wanted = intent({ leftDisk: {} as Binding });
    expect(steps(wanted, actual())).toEqual(['take-over-disk']);
    expect(steps(wanted, actual({ isLeftDiskGone: true }))).toEqual([
      'wait: the disk of its boot volume has become a snapshot',
    ]);
  });

  test('asks for its SSH keys once, and waits for them', () => {
    const wanted = intent({ sshKeys: { ids: [], missing: 'no key' } });
    expect(steps(wanted, actual())).toEqual(['ask-for-ssh-keys', 'wait: no key']);
    expect(steps(wanted, actual({ hasAskedForKeys: true }))).toEqual(['wait: no key']);
  });

  test.each<[string, Partial<InstanceIntent>, string]>([
    ['a connection', { connectionId: undefined }, 'the workspace has no provider connection'],
    ['its boot volume', { bootVolume: undefined }, 'its boot volume does not exist'],
    ['its SKU', { serverType: undefined }, 'its SKU is not in the catalogue'],
    [
      'its group',
      { group: { name: 'g', groupId: undefined } },
      "the placement group of anti-affinity group 'g' is not there yet",
    ],
    ['an image', { bootImage: { missing: 'no image fits' } }, 'no image fits'],
    ['an address', { nics: [nic([])] }, "NIC 'nic' has no address yet"],
    [
      'its subnet',
      { nics: [nic(['10.0.1.1'], { isSubnetReady: false })] },
      "the subnet of NIC 'nic' in network 'net' is not there yet",
    ],
    ['the hidden network', { nics: [] }, 'the network for servers without NICs is not there yet'],
  ])('waits for %s and says so', (_what, lacking, reason) => {
    expect(steps(intent(lacking), actual())).toEqual([`wait: ${reason}`]);
  });

  test('makes no server while another instance has its boot volume', () => {
    expect(steps(intent({ isBootVolumeTaken: true }), actual())).toEqual([]);
  });

  test('takes over the machine whose disk its boot volume holds', () => {
    expect(steps(intent({ leftDisk: {} as Binding }), actual())).toEqual(['take-over-disk']);
  });
});

describe('an instance that has a server', () => {
  test('has nothing to do when all is as wanted', () => {
    expect(steps(intent(), actual({ server: server() }))).toEqual([]);
  });

  test('waits for what only Hetzner can end', () => {
    const there = actual({ server: server({ status: 'migrating' }) });
    expect(steps(intent(), there)).toEqual(['wait: the server is migrating']);
  });

  test('gets another server where one that never ran was made for another zone, type or user data', () => {
    const there = actual({ server: server() });
    expect(steps(intent({ location: 'nbg1' }), there)).toEqual(['replace-server']);
    expect(steps(intent({ serverType: 'cx33' }), there)).toEqual(['replace-server']);
    const other = instance({ spec: { userData: '#!/bin/sh' } } as Partial<Resource<'instance'>>);
    expect(steps(intent({ instance: other }), there)).toEqual(['replace-server']);
  });

  test.each<[string, Partial<InstanceIntent>, Partial<InstanceActual>]>([
    ['that ran', { instance: instance({ desiredPowerAt: now }) }, {}],
    ['whose disk an earlier instance left', {}, { madeWith: { userData: 'other', isDiskKept: true } }],
  ])('never throws away a machine %s, whatever changed', (_what, wanted, there) => {
    const plan = steps(
      intent({ ...wanted, location: 'nbg1', serverType: 'cx33' }),
      actual({ server: server(), ...there }),
    );
    expect(plan).toEqual(['change-type']);
  });

  test('changes the type of a machine only while it is off', () => {
    const wanted = intent({ instance: instance(started), serverType: 'cx33' });
    expect(steps(wanted, actual({ server: server({ status: 'running' }) }))).toEqual([]);
    expect(steps(wanted, actual({ server: server() }))).toEqual(['change-type', 'power-on']);
  });

  test('leaves a network before it joins another', () => {
    const there = actual({ server: server({ private_net: [{ ...attached, network: 8 }] }) });
    expect(steps(intent(), there)).toEqual(['detach', 'attach']);
  });

  test('changes its first address by leaving and joining, further ones in place', () => {
    const there = actual({ server: server() });
    expect(steps(intent({ nics: [nic(['10.0.1.2'])] }), there)).toEqual(['detach', 'attach']);
    expect(steps(intent({ nics: [nic(['10.0.1.1', '10.0.1.2'])] }), there)).toEqual(['set-aliases']);
  });
});

describe('power', () => {
  test('is switched on after the attachments, off as wanted', () => {
    const off = server({ private_net: [] });
    expect(steps(intent({ instance: instance(started) }), actual({ server: off }))).toEqual([
      'attach',
      'power-on',
    ]);
    expect(steps(intent(), actual({ server: server({ status: 'running' }) }))).toEqual(['shut-down']);
  });

  test('waits for the way out, so that the first boot can install, but not for ever', () => {
    const wayOut = "the route 0.0.0.0/0 of 'rt': not decided on yet";
    const wanted = intent({ instance: instance(started), wayOut });
    expect(steps(wanted, actual({ server: server() }))).toEqual([`wait: the way out: ${wayOut}`]);
    const later = { ...wanted, now: new Date(now.getTime() + 180_000) };
    expect(steps(later, actual({ server: server() }))).toEqual(['power-on']);
  });

  test('goes off and on again for a restart, whichever half was done', () => {
    const wanted = intent({ instance: instance(started) });
    const on = server({ status: 'running' });
    const off = server();
    expect(steps(wanted, actual({ server: on, restartPhase: 'off' }))).toEqual(['shut-down']);
    expect(steps(wanted, actual({ server: off, restartPhase: 'off' }))).toEqual(['note-restart']);
    expect(steps(wanted, actual({ server: off, restartPhase: 'on' }))).toEqual(['power-on']);
    expect(steps(wanted, actual({ server: on, restartPhase: 'on' }))).toEqual(['note-restart']);
  });
});

describe('data volumes', () => {
  const data = { uid: 'uid-data', name: 'data', volumeId: 5 };
  const dataVolumes = (more: object) => ({ wanted: [], surplus: [], taken: undefined, ...more });
  const withVolumes = (...volumes: number[]) => actual({ server: server({ volumes }) });

  test('are attached before the first boot', () => {
    const wanted = intent({ instance: instance(started), dataVolumes: dataVolumes({ wanted: [data] }) });
    expect(steps(wanted, withVolumes())).toEqual(['attach-volume', 'power-on']);
    expect(steps(wanted, withVolumes(5))).toEqual(['power-on']);
  });

  test('that are not there yet hold up a start, and no stop', () => {
    const missing = dataVolumes({ wanted: [{ ...data, volumeId: undefined }] });
    const reason = "wait: the volume of block storage 'data' is not there yet";
    const toStart = intent({ instance: instance(started), dataVolumes: missing });
    expect(steps(toStart, withVolumes())).toEqual([reason, 'power-on']);
    const running = actual({ server: server({ volumes: [], status: 'running' }) });
    expect(steps(intent({ dataVolumes: missing }), running)).toEqual(['shut-down', reason]);
  });

  test('that it no longer names are detached and then let go of; those of others stay', () => {
    const wanted = intent({ dataVolumes: dataVolumes({ surplus: [data] }) });
    expect(steps(wanted, withVolumes(5, 6))).toEqual(['detach-volume', 'release-volume']);
    expect(steps(wanted, withVolumes(6))).toEqual(['release-volume']);
    const released = { ...withVolumes(6), releasedVolumes: ['uid-data'] };
    expect(steps(wanted, released)).toEqual([]);
  });

  test('are let go of although there is no server', () => {
    const wanted = intent({ dataVolumes: dataVolumes({ surplus: [data] }) });
    expect(steps(wanted, actual())).toEqual(['release-volume', 'create-server']);
  });
});

describe('deleting', () => {
  test('removes a machine that never ran', () => {
    const wanted = intent({ instance: instance(deleting) });
    expect(steps(wanted, actual({ server: server() }))).toEqual(['delete-server']);
  });

  test.each<[string, Partial<Resource<'instance'>>, Partial<InstanceActual>]>([
    ['that ran', { desiredPowerAt: now }, {}],
    ['whose disk an earlier instance left', {}, { madeWith: { userData: 'x', isDiskKept: true } }],
  ])(
    'hands the disk of a machine %s to the boot volume, off and with its addresses free',
    (_what, more, there) => {
      const wanted = intent({ instance: instance({ ...deleting, ...more }) });
      const running = actual({ server: server({ status: 'running' }), ...there });
      expect(steps(wanted, running)).toEqual(['shut-down', 'detach', 'hand-over-disk']);
    },
  );

  test('removes the machine with its disk when the boot volume is being deleted too', () => {
    const wanted = intent({
      instance: instance({ ...deleting, desiredPowerAt: now }),
      bootVolume: undefined,
    });
    expect(steps(wanted, actual({ server: server() }))).toEqual(['delete-server']);
  });

  test('looks for a server whose create was never answered before it is done', () => {
    const wanted = intent({ instance: instance(deleting) });
    expect(steps(wanted, actual({ isServerBound: true }))).toEqual(['delete-server']);
    expect(steps(wanted, actual())).toEqual([]);
  });
});
