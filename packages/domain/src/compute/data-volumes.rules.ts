import { ValidationError, type Fault } from '../errors.js';
import type { VolumeSituation } from '../provider/provider-rules.js';
import type { Explanation } from '../resource/conditions.js';
import { urnOf } from '../resource/identity.js';
import { referencedResource, type Admission } from '../resource/kind-rules.js';
import { findResourceByUid, updateResource } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { volumeSituation } from '../storage/volume-use.js';
import { dataVolumeFields } from './instance.js';

const BOOT_VOLUME = '/spec/bootVolume/deviceRef';

/** The block storages that an instance names, the one it boots from first. */
function namedVolumes(
  admission: Admission<'instance'>,
): { pointer: string; volume: Resource<'block-storage'> }[] {
  return [BOOT_VOLUME, ...dataVolumeFields(admission.draft.spec).map(({ pointer }) => pointer)].flatMap(
    (pointer) => {
      const volume = referencedResource(admission, pointer, 'block-storage');
      return volume ? [{ pointer, volume }] : [];
    },
  );
}

export function dataVolumeFaults(admission: Admission<'instance'>): Fault[] {
  const named = namedVolumes(admission);
  return named.flatMap(({ pointer, volume }, index): Fault[] =>
    named.slice(0, index).some((earlier) => earlier.volume.uid === volume.uid)
      ? [{ pointer, message: `block storage '${volume.name}' is named twice` }]
      : [],
  );
}

/** What the provider has to know of the data volumes, by the pointer of their reference. */
export async function dataVolumeSituations(
  admission: Admission<'instance'>,
): Promise<Map<string, VolumeSituation>> {
  const situations = new Map<string, VolumeSituation>();
  for (const { pointer, volume } of namedVolumes(admission)) {
    if (pointer !== BOOT_VOLUME) situations.set(pointer, await volumeSituation(admission.manager, volume));
  }
  return situations;
}

/**
 * Takes all block storages that an instance names, or none when another instance has one of them: where the
 * settings let the instance wait for it, returns what it waits for.
 *
 * Throws `ValidationError` where they do not.
 */
export async function takeVolumes(admission: Admission<'instance'>): Promise<Explanation | undefined> {
  const { manager, draft, settings } = admission;
  const own = urnOf(draft);
  const free: Resource<'block-storage'>[] = [];
  const faults: Fault[] = [];
  // Locked in one order, so that two instances neither take the same volume nor wait for each other in a circle.
  const inOrder = namedVolumes(admission).toSorted((a, b) => (a.volume.uid < b.volume.uid ? -1 : 1));
  for (const { pointer, volume } of inOrder) {
    const locked = await findResourceByUid(manager, volume.uid, 'no-key-update');
    if (locked?.kind !== 'block-storage') continue;
    const holder = locked.status.attachedTo?.resource;
    if (holder === undefined) free.push(locked);
    else if (holder !== own) faults.push({ pointer, message: inUse(locked, pointer, holder) });
  }
  const [fault] = faults;
  if (fault) {
    if (settings.compatibility === 'spec') throw new ValidationError(faults);
    return { reason: 'VolumeInUse', message: `Waiting: ${fault.message}` };
  }
  for (const volume of free) {
    await updateResource(manager, { ...volume, status: { ...volume.status, attachedTo: { resource: own } } });
  }
  return undefined;
}

function inUse({ name }: Resource<'block-storage'>, pointer: string, holder: string): string {
  const what = pointer === BOOT_VOLUME ? 'the boot volume' : 'in use';
  return `block storage '${name}' is ${what} ${pointer === BOOT_VOLUME ? 'of' : 'by'} ${holder}`;
}
