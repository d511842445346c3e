import type { Fault } from '../errors.js';
import type { WriteSituation } from '../provider/provider-rules.js';
import { isTargetChanged, plainRules, referencedResource, type Admission } from '../resource/kind-rules.js';
import { imageSpecSchema, type ImageSpec } from './image.js';
import { volumeSituation } from './volume-use.js';

const SOURCE = '/spec/blockStorageRef';

/** Source: SECA, image: what it holds never changes; labels and annotations may. */
export const imageRules = plainRules<'image'>({
  specSchema: imageSpecSchema,
  complete: (spec) => ({ ...spec, boot: spec.boot ?? 'UEFI', initializer: spec.initializer ?? 'none' }),
  references: (spec) => [
    { pointer: SOURCE, reference: spec.blockStorageRef, expects: ['block-storage'], mayDangle: true },
  ],
  faults: (admission) => [...regionFaults(admission), ...changeFaults(admission)],
  situation: imageSituation,
  arrange({ existing }) {
    const { sizeMB, content } = existing?.status ?? {};
    return { details: { ...(sizeMB === undefined ? {} : { sizeMB }), ...(content ? { content } : {}) } };
  },
});

function regionFaults({ draft, references }: Admission<'image'>): Fault[] {
  const source = references.get(SOURCE)?.target;
  if (!source || source.region === draft.region) return [];
  const message = `an image is made of a block storage in its own region '${draft.region}', not in '${source.region}'`;
  return [{ pointer: SOURCE, message }];
}

function changeFaults(admission: Admission<'image'>): Fault[] {
  const { draft, existing, settings } = admission;
  if (!existing) return [];
  const faults: Fault[] = [];
  if (isTargetChanged(admission, SOURCE)) {
    faults.push({ pointer: SOURCE, message: 'the source of an image cannot be changed' });
  }
  const isFixed = settings.compatibility === 'spec' || existing.status.content === 'copy';
  const fixed: readonly (keyof ImageSpec)[] = ['boot', 'initializer', ...(isFixed ? FIXED_WITH_CONTENT : [])];
  for (const field of fixed) {
    if (existing.spec[field] === draft.spec[field]) continue;
    faults.push({ pointer: `/spec/${field}`, message: `the ${field} of an image cannot be changed` });
  }
  return faults;
}

const FIXED_WITH_CONTENT = ['cpuArchitecture'] as const;

async function imageSituation(admission: Admission<'image'>): Promise<Partial<WriteSituation>> {
  const volume = referencedResource(admission, SOURCE, 'block-storage');
  if (!volume || admission.existing) return {};
  return { source: await volumeSituation(admission.manager, volume) };
}
