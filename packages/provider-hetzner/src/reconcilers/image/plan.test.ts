import { describe, expect, test } from 'vitest';
import type { Resource } from '@seca-hetzner/domain';
import type { Snapshot } from '../objects.js';
import type { Session } from '../session.js';
import type { ImageIntent, ImageSource } from './intent.js';
import { planImage, type ImageActual } from './plan.js';

function intent(source: ImageSource, more: object = {}, awaitedBy?: string): ImageIntent {
  return {
    image: { uid: 'uid', status: {}, deletedAt: undefined, ...more } as unknown as Resource<'image'>,
    connectionId: 'connection',
    workspaceUid: 'workspace',
    snapshot: undefined,
    source,
    awaitedBy,
  };
}

function actual(more: Partial<ImageActual> = {}): ImageActual {
  return {
    session: {} as Session,
    snapshot: undefined,
    isSnapshotBound: more.snapshot !== undefined,
    ...more,
  };
}

const disk: ImageSource = { type: 'disk', serverId: 7 };
const snapshot = (status: string) => ({ id: 9, status }) as unknown as Snapshot;
const steps = (wanted: ImageIntent, there: ImageActual) => planImage(wanted, there).map((step) => step.do);

describe('an image', () => {
  test('is copied once from the server that has the disk', () => {
    expect(planImage(intent(disk), actual())).toEqual([{ do: 'create-snapshot', serverId: 7 }]);
    expect(steps(intent(disk), actual({ snapshot: snapshot('creating') }))).toEqual(['wait']);
    expect(steps(intent(disk), actual({ snapshot: snapshot('available') }))).toEqual([]);
  });

  test.each(['empty', 'copy'])('that was settled as %s is never made of something newer', (content) => {
    expect(steps(intent(disk, { status: { content } }), actual())).toEqual([]);
  });

  test('waits for what cannot be copied right now, and for nothing else', () => {
    expect(steps(intent({ type: 'later', reason: 'later' }), actual())).toEqual(['wait']);
    expect(steps(intent({ type: 'empty' }), actual())).toEqual([]);
    expect(steps(intent({ type: 'missing' }), actual())).toEqual([]);
  });

  test('is deleted once nobody needs it, also when it was never seen', () => {
    const deleting = { deletedAt: new Date() };
    expect(steps(intent(disk, deleting), actual())).toEqual([]);
    expect(steps(intent(disk, deleting), actual({ isSnapshotBound: true }))).toEqual(['delete-snapshot']);
    const needed = intent(disk, deleting, 'copy');
    expect(steps(needed, actual({ snapshot: snapshot('available') }))).toEqual(['wait']);
  });
});
