import { listRegions, type CatalogueItem, type Domain } from '@seca-hetzner/domain';

type Region = CatalogueItem<'region'>;

/** How long the regions are taken to be the same, in ms. Every request asks for them, and they change in months. */
const REMEMBER_MS = 1_000;

/** Reads the regions on offer, the default region first, from the catalogue or from memory when that is young. */
export function rememberRegions({ dataSource }: Domain): () => Promise<readonly Region[]> {
  let known: readonly Region[] = [];
  let untilMs = 0;
  return async () => {
    // Without any, nothing can be served: the first that comes shall be seen at once.
    if (known.length > 0 && performance.now() < untilMs) return known;
    known = await listRegions(dataSource.manager);
    untilMs = performance.now() + REMEMBER_MS;
    return known;
  };
}
