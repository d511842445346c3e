import { A, BAD_SPECS } from './constraints.js';
import type { Cloud, Document } from './cloud.js';
import type { Place } from './kinds.js';

/** What every kind refuses (4.2), then what this one refuses beside it (4.3). */
export async function refusesBadDocuments(
  cloud: Cloud,
  at: (name: string) => Place,
  good: Document,
): Promise<void> {
  const place = at(cloud.name('bad'));
  await cloud.refuses(at(A(129)), good);
  await cloud.refuses(at('Invalid-Name-With-Uppercase'), good);
  await cloud.refuses(place, { ...good, labels: { 'constraint-test': A(64) } });
  await cloud.refuses(place, { ...good, annotations: { 'constraint-test': A(1_025) } });
  for (const change of BAD_SPECS[place.kind] ?? []) {
    await cloud.refuses(place, { ...good, spec: { ...good.spec, ...change } });
  }
}
