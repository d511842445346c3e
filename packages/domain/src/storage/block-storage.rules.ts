import type { Fault } from '../errors.js';
import { findResourceBindings, hasBindings } from '../provider/provider-binding.repository.js';
import type { WriteSituation } from '../provider/provider-rules.js';
import { findCatalogueItem } from '../region/catalogue.repository.js';
import { workspaceIdentityOf } from '../resource/identity.js';
import {
  isTargetChanged,
  plainRules,
  referencedResource,
  type Admission,
  type Arrangement,
} from '../resource/kind-rules.js';
import type { ReferenceField } from '../resource/references.js';
import { findResource } from '../resource/resource.repository.js';
import { UNPLACED, blockStorageSpecSchema, type BlockStorageSpec } from './block-storage.js';
import { findVolumeUses } from './volume-use.js';

const SOURCE = '/spec/sourceImageRef';

/** Source: SECA, block storage: grows only, keeps its SKU, and what it was made of. */
export const blockStorageRules = plainRules<'block-storage'>({
  specSchema: blockStorageSpecSchema,
  references: (spec) => [
    { pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['storage-sku'] },
    ...sourceField(spec),
  ],
  faults: (admission) => [...sourceFaults(admission), ...changeFaults(admission)],
  situation: blockStorageSituation,
  arrange: arrangeBlockStorage,
});

/** Clients that name no image may send an empty reference. */
function sourceField({ sourceImageRef }: BlockStorageSpec): ReferenceField[] {
  if (!sourceImageRef || sourceImageRef.resource === '') return [];
  return [{ pointer: SOURCE, reference: sourceImageRef, expects: ['image'] }];
}

function sourceFaults({ draft, references }: Admission<'block-storage'>): Fault[] {
  const source = references.get(SOURCE)?.target;
  if (!source || source.region === draft.region) return [];
  const message = `a block storage is made of an image in its own region '${draft.region}', not in '${source.region}'`;
  return [{ pointer: SOURCE, message }];
}

function changeFaults(admission: Admission<'block-storage'>): Fault[] {
  const { draft, existing } = admission;
  const faults: Fault[] = [];
  if (existing && draft.spec.sizeGB < existing.spec.sizeGB) {
    const message = `the size cannot be decreased from ${existing.spec.sizeGB} GB to ${draft.spec.sizeGB} GB`;
    faults.push({ pointer: '/spec/sizeGB', message });
  }
  if (isTargetChanged(admission, '/spec/skuRef')) {
    faults.push({ pointer: '/spec/skuRef', message: 'the SKU of a block storage cannot be changed' });
  }
  if (isTargetChanged(admission, SOURCE)) {
    faults.push({ pointer: SOURCE, message: 'the source image of a block storage cannot be changed' });
  }
  return faults;
}

async function blockStorageSituation(
  admission: Admission<'block-storage'>,
): Promise<Partial<WriteSituation>> {
  const { manager, draft, existing } = admission;
  const image = referencedResource(admission, SOURCE, 'image');
  const workspace = await findResource(manager, workspaceIdentityOf(draft));
  const uses = existing ? await findVolumeUses(manager, existing) : [];
  const bootSkus = await Promise.all(
    uses
      .filter((use) => use.as === 'boot')
      .map(({ instance }) => {
        const name = instance.spec.skuRef.resource.split('/').at(-1) ?? '';
        return findCatalogueItem(manager, 'instance-sku', draft.region, name);
      }),
  );
  return {
    bootSkus: bootSkus.filter((sku) => sku !== undefined),
    bindings: existing ? await findResourceBindings(manager, [existing.uid]) : [],
    ...(image ? { image: { image, bindings: await findResourceBindings(manager, [image.uid]) } } : {}),
    ...(workspace?.connectionId === undefined ? {} : { connectionId: workspace.connectionId }),
  };
}

/** What the provider holds keeps its size until it is seen to have grown. */
async function arrangeBlockStorage({
  manager,
  draft,
  existing,
}: Admission<'block-storage'>): Promise<Arrangement<'block-storage'>> {
  const isHeld = existing !== undefined && (await hasBindings(manager, existing.uid));
  return {
    ...(isHeld || existing?.status.attachedTo ? {} : { note: UNPLACED.message }),
    details: {
      sizeGB: isHeld ? existing.status.sizeGB : draft.spec.sizeGB,
      ...(existing?.status.attachedTo ? { attachedTo: existing.status.attachedTo } : {}),
    },
  };
}
