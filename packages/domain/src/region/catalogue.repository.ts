import type { EntityManager } from 'typeorm';
import { NotFoundError } from '../errors.js';
import type { CatalogueItem, CatalogueKind } from './catalogue.js';
import { CatalogueItemEntity } from './catalogue-item.entity.js';

function itemFromEntity<K extends CatalogueKind>(entity: CatalogueItemEntity): CatalogueItem<K> {
  const { position: _position, withdrawnAt, ...item } = entity;
  // The row was written from a spec of this kind; the database does not know the union.
  return { ...item, isWithdrawn: withdrawnAt !== null } as unknown as CatalogueItem<K>;
}

/** The regions on offer, the default region first. */
export async function listRegions(manager: EntityManager): Promise<CatalogueItem<'region'>[]> {
  const rows = await manager.find(CatalogueItemEntity, {
    where: { kind: 'region' },
    order: { position: 'ASC', name: 'ASC' },
  });
  return rows.filter((row) => row.withdrawnAt === null).map((row) => itemFromEntity<'region'>(row));
}

export async function getRegion(manager: EntityManager, name: string): Promise<CatalogueItem<'region'>> {
  const row = await manager.findOneBy(CatalogueItemEntity, { kind: 'region', name });
  if (!row) throw new NotFoundError(`there is no region '${name}'`);
  return itemFromEntity<'region'>(row);
}

/** One entry, also when it is withdrawn; `undefined` when there never was one. */
export async function findCatalogueItem<K extends CatalogueKind>(
  manager: EntityManager,
  kind: K,
  region: string,
  name: string,
): Promise<CatalogueItem<K> | undefined> {
  const row = await manager.findOneBy(CatalogueItemEntity, { kind, region, name });
  return row ? itemFromEntity<K>(row) : undefined;
}

/** The entries of one kind that are on offer in a region, in the provider's order. */
export async function listCatalogueItems<K extends CatalogueKind>(
  manager: EntityManager,
  kind: K,
  region: string,
): Promise<CatalogueItem<K>[]> {
  const rows = await manager.find(CatalogueItemEntity, {
    where: { kind, region },
    order: { position: 'ASC', name: 'ASC' },
  });
  return rows.filter((row) => row.withdrawnAt === null).map((row) => itemFromEntity<K>(row));
}

/** An entry as a provider offers it now. */
export type Offer<K extends CatalogueKind = CatalogueKind> = Omit<CatalogueItem<K>, 'provider' | 'isWithdrawn'>;

/**
 * Makes the catalogue of one provider what it offers now. What is missing from `offers` is withdrawn, not
 * removed: those who use it go on.
 */
export async function replaceCatalogue(
  manager: EntityManager,
  provider: string,
  offers: readonly Offer[],
  now: Date,
): Promise<void> {
  const rows = offers.map((offer, position) => ({ ...offer, provider, position, withdrawnAt: null }));
  if (rows.length > 0) {
    await manager.upsert(CatalogueItemEntity, rows, ['provider', 'region', 'kind', 'name']);
  }
  const offered = rows.map((row) => `${row.region}/${row.kind}/${row.name}`);
  await manager.query(
    `UPDATE catalogue_item SET withdrawn_at = $3
      WHERE provider = $1 AND withdrawn_at IS NULL AND region || '/' || kind || '/' || name <> ALL($2::text[])`,
    [provider, offered, now],
  );
}
