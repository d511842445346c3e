import {
  findResource,
  findResourceBindings,
  findResourceByUid,
  findVolumeUses,
  urnOf,
  workspaceIdentityOf,
  type Run,
} from '@seca-hetzner/domain';
import { wantedZone } from '../../rules/storage-faults.js';
import { regionData } from '../catalogue-data.js';
import type { Role } from '../labels.js';
import type { VolumeIntent } from './intent.js';

/** Reads what is wanted of a block storage; `undefined` when it is gone. */
export async function loadVolume(run: Run, snapshotAfterMs: number): Promise<VolumeIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const volume = await findResourceByUid(manager, run.unit.uid);
  if (volume?.kind !== 'block-storage') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(volume));
  const held = await findResourceBindings(manager, [volume.uid]);
  const inRole = (role: Role) => held.find((binding) => binding.role === role);
  const holder = volume.status.attachedTo?.resource;
  const uses = await findVolumeUses(manager, volume);
  const use = uses.find(({ instance }) => urnOf(instance) === holder);
  const dataUser = use?.as === 'data' ? use.instance : undefined;
  const zone = wantedZone(volume) ?? (dataUser?.deletedAt === undefined ? dataUser?.spec.zone : undefined);
  const { locations } = await regionData(manager, volume.region);
  return {
    volume,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    disk: inRole('disk'),
    spentDisk: inRole('spent-disk'),
    diskImage: inRole('disk-image'),
    own: inRole('volume'),
    location: zone === undefined ? undefined : locations[zone],
    dataUserUid: dataUser?.uid,
    isContentTaken: use?.as === 'boot' && use.instance.status.powerState === 'on',
    snapshotAfterMs,
    now: run.domain.clock.now(),
  };
}
