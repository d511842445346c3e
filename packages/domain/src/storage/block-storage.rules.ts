import type { Fault } from '../errors.js';
import { isTargetChanged, plainRules, type Admission } from '../resource/kind-rules.js';
import { blockStorageSpecSchema } from './block-storage.js';

/** Source: SECA, block storage: grows only, and keeps its SKU. */
export const blockStorageRules = plainRules<'block-storage'>({
  specSchema: blockStorageSpecSchema,
  references: (spec) => [{ pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['storage-sku'] }],
  faults: (admission) => [...sourceFaults(admission), ...changeFaults(admission)],
  arrange: ({ draft, existing }) => ({
    details: {
      sizeGB: draft.spec.sizeGB,
      ...(existing?.status.attachedTo ? { attachedTo: existing.status.attachedTo } : {}),
    },
  }),
});

function sourceFaults({ draft }: Admission<'block-storage'>): Fault[] {
  if (!draft.spec.sourceImageRef) return [];
  return [{ pointer: '/spec/sourceImageRef', message: 'there is no such image' }];
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
  return faults;
}
