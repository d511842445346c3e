import type { WriteSituation } from '../provider/provider-rules.js';
import { rulesOf } from './kind-registry.js';
import type { Admission, Arrangement } from './kind-rules.js';
import type { Kind } from './kinds.js';

/** What the provider has to know beside the draft to judge it. */
export async function situationOf(admission: Admission<Kind>): Promise<WriteSituation> {
  const { draft, existing, region } = admission;
  const situation = await rulesOf(draft.kind).situation(admission);
  return { existing, region, ...situation };
}

/** What the kind arranges, with what the provider has to say of it. */
export async function arrangementOf(
  admission: Admission<Kind>,
  situation: WriteSituation,
): Promise<Arrangement<Kind>> {
  const { draft, providerRules } = admission;
  const arrangement = await rulesOf(draft.kind).arrange(admission);
  const remarks = [arrangement.note, providerRules.remark(draft, situation)].filter(
    (remark) => remark !== undefined,
  );
  return remarks.length === 0 ? arrangement : { ...arrangement, note: remarks.join('. ') };
}
