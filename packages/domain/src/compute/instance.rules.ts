import type { Fault } from '../errors.js';
import { publicIpsOf } from '../network/nic-public-ips.js';
import type { NicSituation, PublicIpSituation, WriteSituation } from '../provider/provider-rules.js';
import { findResourceBindings } from '../provider/provider-binding.repository.js';
import { findCatalogueItem } from '../region/catalogue.repository.js';
import { networkIdentityOf, workspaceIdentityOf } from '../resource/identity.js';
import {
  elsewhereFaults,
  isTargetChanged,
  plainRules,
  referencedResource,
  type Admission,
  type Arrangement,
} from '../resource/kind-rules.js';
import {
  findInScope,
  findReferrers,
  findResource,
  findTargets,
  lockResources,
} from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { dataVolumeFaults, dataVolumeSituations, takeVolumes } from './data-volumes.rules.js';
import {
  START_ON_CREATE,
  dataVolumeFields,
  instanceSpecSchema,
  nicFields,
  securityGroupField,
  wasEverStarted,
} from './instance.js';

const BOOT_VOLUME = '/spec/bootVolume/deviceRef';

/** Source: SECA, instance. A new one is off until it is started; a PUT never changes its power. */
export const instanceRules = plainRules<'instance'>({
  specSchema: instanceSpecSchema,
  references: (spec) => [
    { pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['instance-sku'] },
    { pointer: BOOT_VOLUME, reference: spec.bootVolume.deviceRef, expects: ['block-storage'] },
    ...dataVolumeFields(spec),
    ...nicFields(spec),
    ...securityGroupField(spec),
  ],
  faults: async (admission) => [
    ...zoneFaults(admission),
    ...changeFaults(admission),
    ...dataVolumeFaults(admission),
    ...startFaults(admission),
    ...elsewhereFaults(admission, securityGroupField(admission.draft.spec)),
    ...(await nicFaults(admission)),
  ],
  situation: instanceSituation,
  arrange: arrangeInstance,
});

function zoneFaults({ draft, region }: Admission<'instance'>): Fault[] {
  if (region.spec.availableZones.includes(draft.spec.zone)) return [];
  return [{ pointer: '/spec/zone', message: `region '${region.name}' has no zone '${draft.spec.zone}'` }];
}

function changeFaults(admission: Admission<'instance'>): Fault[] {
  const { draft, existing, settings } = admission;
  if (!existing) return [];
  const faults: Fault[] = [];
  if (isTargetChanged(admission, BOOT_VOLUME)) {
    faults.push({ pointer: BOOT_VOLUME, message: 'the boot volume of an instance cannot be changed' });
  }
  const isFixed = settings.compatibility === 'spec' || wasEverStarted(existing);
  if (isFixed && existing.spec.zone !== draft.spec.zone) {
    faults.push({ pointer: '/spec/zone', message: 'the zone of an instance cannot be changed' });
  }
  if (isFixed && isTargetChanged(admission, '/spec/skuRef')) {
    faults.push({ pointer: '/spec/skuRef', message: 'the SKU of an instance cannot be changed' });
  }
  return faults;
}

function startFaults({ draft }: Admission<'instance'>): Fault[] {
  const wish = draft.extensions?.[START_ON_CREATE];
  if (wish === undefined || wish === 'true' || wish === 'false') return [];
  return [{ pointer: `/extensions/${START_ON_CREATE}`, message: `'${wish}' is neither true nor false` }];
}

async function nicFaults(admission: Admission<'instance'>): Promise<Fault[]> {
  const { draft, manager } = admission;
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const named = nicFields(draft.spec).flatMap(({ pointer }) => {
    const nic = referencedResource(admission, pointer, 'nic');
    return nic ? [{ pointer, nic }] : [];
  });
  // Locked, so that two instances cannot take the same NIC at the same time.
  await lockResources(
    manager,
    named.map(({ nic }) => nic),
    'no-key-update',
  );
  for (const { pointer, nic } of named) {
    if (seen.has(nic.uid)) faults.push({ pointer, message: `NIC '${nic.name}' is named twice` });
    seen.add(nic.uid);
    const users = await findReferrers(manager, nic, ['instance']);
    const other = users.find((user) => user.uid !== draft.uid && user.deletedAt === undefined);
    if (other) faults.push({ pointer, message: `NIC '${nic.name}' is in use by instance '${other.name}'` });
  }
  return faults;
}

async function instanceSituation(admission: Admission<'instance'>): Promise<Partial<WriteSituation>> {
  const { manager, draft, existing, references } = admission;
  const skuName = references.get('/spec/skuRef')?.target?.name ?? '';
  const sku = await findCatalogueItem(manager, 'instance-sku', draft.region, skuName);
  const bootVolume = referencedResource(admission, BOOT_VOLUME, 'block-storage');
  const nics: NicSituation[] = [];
  const publicIps: PublicIpSituation[] = [];
  for (const { pointer } of nicFields(draft.spec)) {
    const nic = referencedResource(admission, pointer, 'nic');
    if (!nic) continue;
    nics.push({ pointer, nic, ...(await surroundingsOf(admission, nic)) });
    publicIps.push(...(await publicIpsOf(manager, nic, pointer)));
  }
  const owners = [existing, bootVolume].flatMap((owner) => (owner ? [owner.uid] : []));
  const bindings = await findResourceBindings(manager, owners);
  return {
    nics,
    publicIps,
    bindings,
    dataVolumes: await dataVolumeSituations(admission),
    groupMembers: await countGroupMembers(admission),
    ...(sku ? { sku } : {}),
    ...(bootVolume ? { bootVolume, ...(await bootImage(admission, bootVolume)) } : {}),
  };
}

/** The image that the boot volume was made of. */
async function bootImage(
  { manager }: Admission<'instance'>,
  bootVolume: Resource<'block-storage'>,
): Promise<Pick<WriteSituation, 'image'>> {
  const image = (await findTargets(manager, bootVolume.uid)).get('/spec/sourceImageRef');
  if (image?.kind !== 'image') return {};
  return { image: { image, bindings: await findResourceBindings(manager, [image.uid]) } };
}

async function countGroupMembers({ manager, draft }: Admission<'instance'>): Promise<number> {
  const { antiAffinityGroup } = draft.spec;
  if (!antiAffinityGroup) return 0;
  // Locked, so that two instances are not both counted in as the last one that a group can take.
  await findResource(manager, workspaceIdentityOf(draft), 'no-key-update');
  const instances = await findInScope(manager, 'instance', { ...draft });
  return instances.filter(
    (other) => other.uid !== draft.uid && other.spec.antiAffinityGroup === antiAffinityGroup,
  ).length;
}

async function surroundingsOf(
  { manager }: Admission<'instance'>,
  nic: Resource<'nic'>,
): Promise<Pick<NicSituation, 'subnet' | 'network'>> {
  const target = (await findTargets(manager, nic.uid)).get('/spec/subnetRef');
  const subnet = target?.kind === 'subnet' ? target : undefined;
  const network = subnet ? await findResource(manager, networkIdentityOf(subnet)) : undefined;
  return { subnet, network };
}

async function arrangeInstance(admission: Admission<'instance'>): Promise<Arrangement<'instance'>> {
  const { existing } = admission;
  const details = {
    powerState: existing?.status.powerState ?? 'off',
    ...(existing?.status.powerStateSince ? { powerStateSince: existing.status.powerStateSince } : {}),
  } as const;
  const waitsFor = await takeVolumes(admission);
  return { details, ...(waitsFor ? { waitsFor } : {}) };
}
