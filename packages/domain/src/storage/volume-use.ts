import type { EntityManager } from 'typeorm';
import { findResourceBindings } from '../provider/provider-binding.repository.js';
import type { VolumeSituation } from '../provider/provider-rules.js';
import { findReferrers, findTargets } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';

/** An instance that names a block storage, and as what. */
export interface VolumeUse {
  instance: Resource<'instance'>;
  as: 'boot' | 'data';
}

/** The instances that name a block storage, the oldest first; those that are deleting too. */
export async function findVolumeUses(
  manager: EntityManager,
  volume: Resource<'block-storage'>,
): Promise<VolumeUse[]> {
  const uses: VolumeUse[] = [];
  for (const instance of await findReferrers(manager, volume, ['instance'])) {
    if (instance.kind !== 'instance') continue;
    const boot = (await findTargets(manager, instance.uid)).get('/spec/bootVolume/deviceRef');
    uses.push({ instance, as: boot?.uid === volume.uid ? 'boot' : 'data' });
  }
  return uses;
}

/** What a provider has to know of a block storage that something else is to use. */
export async function volumeSituation(
  manager: EntityManager,
  volume: Resource<'block-storage'>,
): Promise<VolumeSituation> {
  const uses = await findVolumeUses(manager, volume);
  return {
    volume,
    isBoot: uses.some((use) => use.as === 'boot'),
    isData: uses.some((use) => use.as === 'data'),
    bindings: await findResourceBindings(manager, [volume.uid]),
  };
}
