import { describe, expect, test } from 'vitest';
import type { Binding, Resource } from '@seca-hetzner/domain';
import type { Server, Volume } from '@seca-hetzner/hetzner/schema';
import type { Snapshot } from '../objects.js';
import type { Session } from '../session.js';
import type { VolumeIntent } from './intent.js';
import { planVolume, type VolumeActual } from './plan.js';

const now = new Date('2026-01-01T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

function block(more: object = {}): Resource<'block-storage'> {
  return {
    kind: 'block-storage',
    uid: 'uid',
    spec: { sizeGB: 20 },
    status: {},
    deletedAt: undefined,
    ...more,
  } as unknown as Resource<'block-storage'>;
}

function intent(more: Partial<VolumeIntent> = {}): VolumeIntent {
  return {
    volume: block(),
    connectionId: 'connection',
    workspaceUid: 'workspace',
    disk: undefined,
    spentDisk: undefined,
    diskImage: undefined,
    own: undefined,
    location: undefined,
    dataUserUid: undefined,
    isContentTaken: false,
    snapshotAfterMs: 900_000,
    now,
    ...more,
  };
}

function actual(more: Partial<VolumeActual> = {}): VolumeActual {
  return {
    session: {} as Session,
    own: undefined,
    isOwnBound: more.own !== undefined,
    isUserTold: false,
    server: undefined,
    isDiskBound: more.server !== undefined,
    spentServer: undefined,
    isSpentBound: false,
    snapshot: undefined,
    isSnapshotBound: more.snapshot !== undefined,
    ...more,
  };
}

const steps = (wanted: VolumeIntent, there: VolumeActual) => planVolume(wanted, there).map((step) => step.do);
const own = (more: object = {}) => ({ id: 1, size: 20, server: null, ...more }) as unknown as Volume;
const attachedTo = { attachedTo: { resource: 'instances/vm' } };

describe('a data volume', () => {
  test('is made where an instance or its zone wants it, and not before', () => {
    expect(steps(intent(), actual())).toEqual([]);
    expect(planVolume(intent({ location: 'nbg1' }), actual())).toEqual([
      { do: 'create-volume', location: 'nbg1' },
    ]);
  });

  test('tells the instance that it is there until it is attached', () => {
    const wanted = intent({ location: 'fsn1', dataUserUid: 'vm', volume: block({ status: attachedTo }) });
    expect(steps(wanted, actual({ own: own() }))).toEqual(['tell-instance']);
    expect(steps(wanted, actual({ own: own(), isUserTold: true }))).toEqual([]);
    expect(steps(wanted, actual({ own: own({ server: 7 }) }))).toEqual([]);
  });

  test('grows, and never shrinks', () => {
    expect(steps(intent(), actual({ own: own({ size: 10 }) }))).toEqual(['resize-volume']);
    expect(steps(intent(), actual({ own: own({ size: 30 }) }))).toEqual([]);
  });

  test('leaves a server only when no instance has it', () => {
    expect(steps(intent(), actual({ own: own({ server: 7 }) }))).toEqual(['detach-volume']);
    const used = intent({ volume: block({ status: attachedTo }) });
    expect(steps(used, actual({ own: own({ server: 7 }) }))).toEqual([]);
  });

  test('is deleted once its instance has let go of it', () => {
    const deleting = { deletedAt: now };
    const held = intent({ volume: block({ ...deleting, status: attachedTo }) });
    expect(steps(held, actual({ own: own({ server: 7 }) }))).toEqual(['wait']);
    const free = intent({ volume: block(deleting) });
    expect(steps(free, actual({ own: own({ server: 7 }) }))).toEqual(['detach-volume', 'delete-volume']);
    expect(steps(free, actual({ isOwnBound: true }))).toEqual(['delete-volume']);
  });
});

describe('the disk that an instance has left', () => {
  const server = { id: 7, labels: { 'seca.uid': 'uid', 'seca.role': 'disk' } } as unknown as Server;
  const left = (minutes: number) => ({ idleSince: minutesAgo(minutes) }) as Binding;
  const madeAt = (minutes: number) => ({ createdAt: minutesAgo(minutes) }) as Binding;
  const snapshot = (status: string) => ({ id: 9, status }) as unknown as Snapshot;

  test('is a machine for a while, then a snapshot is made', () => {
    expect(steps(intent({ disk: left(14) }), actual({ server }))).toEqual([]);
    expect(steps(intent({ disk: left(15) }), actual({ server }))).toEqual(['snapshot-disk']);
  });

  test('is not copied while an instance has the volume', () => {
    const used = intent({ disk: left(60), volume: block({ status: attachedTo }) });
    expect(steps(used, actual({ server }))).toEqual([]);
  });

  test('the machine goes only when its snapshot can be used', () => {
    const wanted = intent({ disk: left(20), diskImage: madeAt(5) });
    expect(steps(wanted, actual({ server, snapshot: snapshot('creating') }))).toEqual(['wait']);
    expect(steps(wanted, actual({ server, snapshot: snapshot('available') }))).toEqual(['retire-disk']);
  });

  test('a snapshot from before is thrown away, and never the newer machine', () => {
    const wanted = intent({ disk: left(20), diskImage: madeAt(60) });
    expect(steps(wanted, actual({ server, snapshot: snapshot('available') }))).toEqual(['delete-snapshot']);
  });

  test('the snapshot goes once an instance that was made from it runs', () => {
    const there = actual({ snapshot: snapshot('available') });
    expect(steps(intent({ diskImage: madeAt(5) }), there)).toEqual([]);
    expect(steps(intent({ diskImage: madeAt(5), isContentTaken: true }), there)).toEqual(['delete-snapshot']);
  });

  test('all of it goes with the block storage', () => {
    const deleting = intent({ volume: block({ deletedAt: now }) });
    const there = actual({ server, isSpentBound: true, snapshot: snapshot('available') });
    expect(steps(deleting, there)).toEqual(['delete-disk', 'delete-spent-disk', 'delete-snapshot']);
  });
});
