import {
  dataVolumeFields,
  findHeldVolumes,
  findResourceBinding,
  recordSighting,
  urnOf,
  type EntityManager,
  type Resource,
  type Run,
  type WaitStep,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { Server } from '@seca-hetzner/hetzner/schema';
import type { VolumeSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';
import type { Session } from '../session.js';

/** A block storage that an instance has for data, or has had and must let go of. */
export interface DataVolumeIntent {
  uid: string;
  name: string;
  /** Its id at Hetzner, once there is one in the right place. */
  volumeId: number | undefined;
}

export interface DataVolumesIntent {
  wanted: DataVolumeIntent[];
  surplus: DataVolumeIntent[];
  /** What another instance still has of what this one names. */
  taken: string | undefined;
}

export type DataVolumeStep =
  | { do: 'attach-volume'; volume: DataVolumeIntent; volumeId: number }
  | { do: 'detach-volume'; volume: DataVolumeIntent; volumeId: number }
  | { do: 'release-volume'; volume: DataVolumeIntent };

/** What it waits for wakes it; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 30_000;

export async function loadDataVolumes(
  manager: EntityManager,
  instance: Resource<'instance'>,
  targets: ReadonlyMap<string, Resource>,
): Promise<DataVolumesIntent> {
  const own = urnOf(instance);
  const wanted: DataVolumeIntent[] = [];
  let taken: string | undefined;
  const named = new Set([targets.get('/spec/bootVolume/deviceRef')?.uid]);
  for (const { pointer } of dataVolumeFields(instance.spec)) {
    const volume = targets.get(pointer);
    if (volume?.kind !== 'block-storage') continue;
    named.add(volume.uid);
    const holder = volume.status.attachedTo?.resource;
    if (holder === own) wanted.push(await dataVolume(manager, volume));
    else taken = `block storage '${volume.name}' is in use by ${holder ?? 'nobody yet'}`;
  }
  const held = await findHeldVolumes(manager, instance);
  const surplus = held.filter(({ uid }) => !named.has(uid)).map((volume) => dataVolume(manager, volume));
  return { wanted, surplus: await Promise.all(surplus), taken };
}

async function dataVolume(
  manager: EntityManager,
  { uid, name }: Resource<'block-storage'>,
): Promise<DataVolumeIntent> {
  const binding = await findResourceBinding(manager, uid, 'volume' satisfies Role);
  return { uid, name, volumeId: binding?.objectId == null ? undefined : Number(binding.objectId) };
}

/** Away first. What an instance has no more use for is free only once Hetzner has detached it. */
export function planDataVolumes(
  { wanted, surplus }: DataVolumesIntent,
  { volumes: attached }: Pick<Server, 'volumes'>,
  released: readonly string[],
): (DataVolumeStep | WaitStep)[] {
  const steps: (DataVolumeStep | WaitStep)[] = surplus
    .filter(({ uid }) => !released.includes(uid))
    .flatMap((volume) => [...detachment(volume, attached), { do: 'release-volume' as const, volume }]);
  for (const volume of wanted) {
    const { volumeId, name } = volume;
    if (volumeId === undefined) {
      const reason = `the volume of block storage '${name}' is not there yet`;
      steps.push({ do: 'wait', reason, pollAfterMs: LOOK_AGAIN_MS });
    } else if (!attached.includes(volumeId)) steps.push({ do: 'attach-volume', volume, volumeId });
  }
  return steps;
}

/** Everything that is ours leaves a machine before it is handed over. */
export function planDetachments(
  { wanted, surplus }: DataVolumesIntent,
  { volumes: attached }: Pick<Server, 'volumes'>,
): DataVolumeStep[] {
  return [...surplus, ...wanted].flatMap((volume) => detachment(volume, attached));
}

function detachment(volume: DataVolumeIntent, attached: readonly number[]): DataVolumeStep[] {
  const { volumeId } = volume;
  if (volumeId === undefined || !attached.includes(volumeId)) return [];
  return [{ do: 'detach-volume', volume, volumeId }];
}

/** Moves a volume and returns which ones the server has after it. */
export async function moveVolume(
  step: Exclude<DataVolumeStep, { do: 'release-volume' }>,
  server: Server,
  session: Session,
  run: Run,
): Promise<number[]> {
  const { volumes } = session.client;
  switch (step.do) {
    case 'attach-volume':
      await attachVolume(step.volumeId, server.id, session);
      await noteServer(run, step.volume, step.volumeId, server.id);
      return [...server.volumes, step.volumeId];
    case 'detach-volume':
      await session.wait(await volumes.detach(step.volumeId));
      await noteServer(run, step.volume, step.volumeId, null);
      return server.volumes.filter((id) => id !== step.volumeId);
  }
}

/** Where Hetzner says that the volume has a server already, that may be this one, by a call whose reply was lost. */
async function attachVolume(volumeId: number, serverId: number, session: Session): Promise<void> {
  const { volumes } = session.client;
  try {
    await session.wait(await volumes.attach(volumeId, { serverId }));
  } catch (error) {
    if (!isHetznerError(error, 'volume_already_attached')) throw error;
    const volume = await volumes.get(volumeId);
    if (volume?.server !== serverId) throw error;
  }
}

/** Keeps what is known of the volume true, so that its own unit finds nothing amiss. */
async function noteServer(
  run: Run,
  { uid }: DataVolumeIntent,
  volumeId: number,
  serverId: number | null,
): Promise<void> {
  const role: Role = 'volume';
  await run.write(async ({ manager }) => {
    const binding = await findResourceBinding(manager, uid, role);
    if (!binding?.observed) return;
    await recordSighting(manager, binding, {
      objectId: String(volumeId),
      observed: { ...(binding.observed as VolumeSighting), serverId },
      observedAt: run.domain.clock.now(),
      evidence: binding.evidence ?? 'read',
    });
  });
}
