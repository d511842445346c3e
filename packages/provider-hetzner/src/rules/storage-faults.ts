import type {
  Binding,
  Draft,
  Fault,
  InstanceSpec,
  Resource,
  VolumeSituation,
  WriteSituation,
} from '@seca-hetzner/domain';
import type { ServerTypeData } from './catalogue-data.js';
import type { ImageSighting, VolumeSighting } from './sightings.js';
import { ZONE_EXTENSION, locationOf } from './zones.js';

/** Source: Hetzner Cloud API, "Volumes", in GB. */
const VOLUME_GB = { minimum: 10, maximum: 10_240 };

/** Source: Hetzner Cloud API, "Volumes". */
const MAX_VOLUMES_PER_SERVER = 16;

const BOOT_VOLUME = '/spec/bootVolume/deviceRef';

/** Where a volume lies at Hetzner, as it was last seen; `undefined` while there is none. */
export function placeOf(bindings: readonly Binding[]): VolumeSighting | undefined {
  const binding = bindings.find(({ objectType }) => objectType === 'volume');
  return (binding?.observed ?? undefined) as VolumeSighting | undefined;
}

export function blockStorageFaults(
  { spec, extensions, name }: Resource<'block-storage'>,
  situation: WriteSituation,
): Fault[] {
  const { bindings = [], bootSkus = [] } = situation;
  const faults = sizeFaults(spec.sizeGB);
  for (const sku of bootSkus) faults.push(...diskFault('/spec/sizeGB', name, spec.sizeGB, sku));
  faults.push(...sourceImageFaults(spec.sizeGB, situation));
  const zone = extensions?.[ZONE_EXTENSION];
  if (zone === undefined) return faults;
  const location = placeOf(bindings)?.location;
  const wantedLocation = locationOf(situation.region, zone);
  const refuse = (message: string): void => {
    faults.push({ pointer: '/extensions', message });
  };
  if (location !== undefined && location !== wantedLocation) {
    refuse(`the block storage lies in location '${location}' and cannot move to zone '${zone}'`);
  }
  if (bootSkus.length > 0)
    refuse('the disk of an instance lies where the instance is, not in a zone of its own');
  if (situation.image)
    refuse('a volume at Hetzner begins empty: what is made of an image takes no zone of its own');
  if (wantedLocation === undefined) refuse(`there is no zone '${zone}'`);
  return faults;
}

function sizeFaults(sizeGB: number): Fault[] {
  const { minimum, maximum } = VOLUME_GB;
  if (sizeGB >= minimum && sizeGB <= maximum) return [];
  return [{ pointer: '/spec/sizeGB', message: `a volume at Hetzner has ${minimum} to ${maximum} GB` }];
}

/** The boot volume is the root disk, whose size comes with the server type. */
export function diskFault(
  pointer: string,
  volumeName: string,
  sizeGB: number,
  sku: NonNullable<WriteSituation['sku']>,
): Fault[] {
  const { diskGb } = sku.providerData as ServerTypeData;
  if (sizeGB <= diskGb) return [];
  const message = `boot volume '${volumeName}' has ${sizeGB} GB, SKU '${sku.name}' has a disk of ${diskGb} GB`;
  return [{ pointer, message }];
}

const MB_PER_GB = 1024;

function sourceImageFaults(sizeGB: number, { image, existing, connectionId }: WriteSituation): Fault[] {
  if (!image) return [];
  const pointer = '/spec/sourceImageRef';
  const faults: Fault[] = [];
  const { name, status } = image.image;
  if (status.sizeMB !== undefined && sizeGB * MB_PER_GB < status.sizeMB) {
    const message = `image '${name}' has ${status.sizeMB} MB, which is more than ${sizeGB} GB`;
    faults.push({ pointer: '/spec/sizeGB', message });
  }
  const home = image.bindings.find(({ objectType }) => objectType === 'image')?.connectionId;
  if (!existing && home !== undefined && home !== connectionId) {
    const message = `image '${name}' lies in another Hetzner project than the workspace, and cannot be copied there`;
    faults.push({ pointer, message });
  }
  return faults;
}

/** Hetzner copies the disk of a server, and no volume. */
export function imageFaults({ source }: WriteSituation): Fault[] {
  if (!source) return [];
  if (!source.isData && !source.bindings.some(({ objectType }) => objectType === 'volume')) return [];
  const message = `block storage '${source.volume.name}' is a data volume; Hetzner makes images of boot disks only`;
  return [{ pointer: '/spec/blockStorageRef', message }];
}

/** What the boot volume was made of has to fit the server type. */
export function bootImageFaults({ image, sku, bootVolume, existing }: WriteSituation): Fault[] {
  if (!image || sku?.kind !== 'instance-sku' || !bootVolume || existing) return [];
  const { name, spec } = image.image;
  const { architecture, diskGb } = sku.providerData as ServerTypeData;
  const offered = architecture === 'arm' ? 'arm64' : 'amd64';
  const faults: Fault[] = [];
  if (spec.cpuArchitecture !== offered) {
    const message = `boot volume '${bootVolume.name}' is made of image '${name}' for ${spec.cpuArchitecture}, SKU '${sku.name}' is ${offered}`;
    faults.push({ pointer: BOOT_VOLUME, message });
  }
  const snapshot = image.bindings.find(({ objectType }) => objectType === 'image');
  const needed = (snapshot?.observed as ImageSighting | null | undefined)?.diskGb ?? 0;
  if (needed > diskGb) {
    const message = `image '${name}' needs a disk of ${needed} GB, SKU '${sku.name}' has one of ${diskGb} GB`;
    faults.push({ pointer: '/spec/skuRef', message });
  }
  return faults;
}

/** A volume lies in one location, begins empty, and is never booted from. */
export function dataVolumesFaults(spec: InstanceSpec, situation: WriteSituation): Fault[] {
  const { dataVolumes = new Map<string, VolumeSituation>(), bootVolume, bindings = [], region } = situation;
  const faults: Fault[] = [];
  if (dataVolumes.size > MAX_VOLUMES_PER_SERVER) {
    const message = `a server at Hetzner has ${MAX_VOLUMES_PER_SERVER} volumes at most`;
    faults.push({ pointer: '/spec/dataVolumes', message });
  }
  for (const [pointer, { volume, isBoot, bindings: held }] of dataVolumes) {
    const refuse = (why: string): void => {
      faults.push({ pointer, message: `block storage '${volume.name}' ${why}` });
    };
    const here = locationOf(region, spec.zone);
    const location = placeOf(held)?.location ?? locationOf(region, wantedZone(volume) ?? spec.zone);
    if (location !== here) refuse(`lies in location '${location}', the instance in zone '${spec.zone}'`);
    if (volume.spec.sourceImageRef?.resource) {
      refuse('is made of an image; a volume at Hetzner begins empty, so it can only be booted from');
    }
    if (isBoot || held.some(({ objectType }) => objectType !== 'volume')) {
      refuse('is the disk of an instance, which Hetzner cannot attach to another one');
    }
  }
  const isPlaced =
    bootVolume &&
    (bootVolume.extensions?.[ZONE_EXTENSION] !== undefined ||
      bindings.some((each) => each.resourceUid === bootVolume.uid && each.objectType === 'volume'));
  if (isPlaced) {
    const message = `block storage '${bootVolume.name}' is a data volume; a server at Hetzner boots from its own disk`;
    faults.push({ pointer: BOOT_VOLUME, message });
  }
  return faults;
}

/** The zone that a block storage asks for, before an instance uses it. */
export function wantedZone({ extensions }: Pick<Draft, 'extensions'>): string | undefined {
  return extensions?.[ZONE_EXTENSION];
}
