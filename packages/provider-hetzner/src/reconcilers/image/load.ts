import {
  findReferrers,
  findResource,
  findResourceBinding,
  findResourceBindings,
  findResourceByUid,
  findTargets,
  findVolumeUses,
  urnOf,
  wasEverStarted,
  workspaceIdentityOf,
  type EntityManager,
  type Resource,
  type Run,
} from '@seca-hetzner/domain';
import { serverTypeOfSku } from '../catalogue-data.js';
import type { Role } from '../labels.js';
import type { ServerMadeWith } from '../../rules/made-with.js';
import type { ServerSighting } from '../../rules/sightings.js';
import type { ImageIntent, ImageSource } from './intent.js';

/** Reads what is wanted of an image; `undefined` when it is gone. */
export async function loadImage(run: Run): Promise<ImageIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const image = await findResourceByUid(manager, run.unit.uid);
  if (image?.kind !== 'image') return undefined;
  const snapshot = await findResourceBinding(manager, image.uid, 'image' satisfies Role);
  const target = (await findTargets(manager, image.uid)).get('/spec/blockStorageRef');
  const volume = target?.kind === 'block-storage' ? target : undefined;
  const workspace = volume && (await findResource(manager, workspaceIdentityOf(volume)));
  return {
    image,
    connectionId: snapshot?.connectionId ?? workspace?.connectionId,
    workspaceUid: workspace?.uid ?? image.uid,
    snapshot,
    source: volume ? await sourceOf(manager, image, volume) : { type: 'missing' },
    awaitedBy: image.deletedAt === undefined ? undefined : await findAwaiting(manager, image),
  };
}

/** What a block storage holds, and where. */
async function sourceOf(
  manager: EntityManager,
  image: Resource<'image'>,
  volume: Resource<'block-storage'>,
): Promise<ImageSource> {
  const held = await findResourceBindings(manager, [volume.uid]);
  const uses = await findVolumeUses(manager, volume);
  if (uses.some((use) => use.as === 'data') || held.some(({ objectType }) => objectType === 'volume')) {
    return { type: 'refused', reason: `block storage '${volume.name}' is a data volume` };
  }
  const holder = volume.status.attachedTo?.resource;
  const user = uses.find(({ instance }) => urnOf(instance) === holder);
  const server =
    held.find(({ role }) => role === ('disk' satisfies Role)) ??
    (user && (await findResourceBinding(manager, user.instance.uid, 'server' satisfies Role)));
  const isWritten =
    held.length > 0 ||
    (user !== undefined && wasEverStarted(user.instance)) ||
    (server?.madeWith as ServerMadeWith | null | undefined)?.isDiskKept === true ||
    (await isMadeOfCopy(manager, volume));
  if (!isWritten) return { type: 'empty' };
  if (server?.objectId == null) {
    const reason = `what is on block storage '${volume.name}' can be copied once an instance uses it`;
    return { type: 'later', reason };
  }
  const { serverType } = (server.observed ?? {}) as Partial<ServerSighting>;
  const type = await serverTypeOfSku(manager, image.region, serverType ?? '');
  const architecture = type?.architecture === 'arm' ? 'arm64' : 'amd64';
  if (type && architecture !== image.spec.cpuArchitecture) {
    const reason = `block storage '${volume.name}' holds a disk for ${architecture}, not ${image.spec.cpuArchitecture}`;
    return { type: 'refused', reason };
  }
  return { type: 'disk', serverId: Number(server.objectId) };
}

async function isMadeOfCopy(manager: EntityManager, volume: Resource<'block-storage'>): Promise<boolean> {
  const image = (await findTargets(manager, volume.uid)).get('/spec/sourceImageRef');
  return image?.kind === 'image' && image.status.content === 'copy';
}

/** A block storage has its copy once a server made of the image has booted. */
async function findAwaiting(manager: EntityManager, image: Resource<'image'>): Promise<string | undefined> {
  if (image.status.content !== 'copy') return undefined;
  for (const volume of await findReferrers(manager, image, ['block-storage'])) {
    if (volume.kind !== 'block-storage' || volume.deletedAt !== undefined) continue;
    if ((await findResourceBindings(manager, [volume.uid])).length > 0) continue;
    const uses = await findVolumeUses(manager, volume);
    const hasBooted = uses.some(
      ({ instance }) => instance.status.powerStateSince !== undefined || instance.status.powerState === 'on',
    );
    if (!hasBooted) return volume.name;
  }
  return undefined;
}
