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

/** What names an entry; a region lies in itself. */
export type CatalogueKey = Pick<CatalogueItem, 'kind' | 'region' | 'name'>;

/** Several entries of any kind, also withdrawn ones; those that never were are left out. */
export async function findCatalogueItems(
  manager: EntityManager,
  keys: readonly CatalogueKey[],
): Promise<CatalogueItem[]> {
  if (keys.length === 0) return [];
  const where = keys.map(({ kind, region, name }) => ({ kind, region, name }));
  return (await manager.findBy(CatalogueItemEntity, where)).map((row) => itemFromEntity(row));
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
export type Offer<K extends CatalogueKind = CatalogueKind> = Pick<
  CatalogueItem<K>,
  'region' | 'kind' | 'name' | 'spec' | 'labels' | 'annotations' | 'providerData'
>;

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
  const rows = offers.map((offer, position) => ({ ...offer, position }));
  await manager.query(
    `INSERT INTO catalogue_item (provider, region, kind, name, position, spec, labels, annotations, provider_data,
                                 version, created_at, modified_at)
     SELECT $1, offer.region, offer.kind, offer.name, offer.position, offer.spec, offer.labels, offer.annotations,
            offer."providerData", 1, $3, $3
       FROM jsonb_to_recordset($2::jsonb) AS offer(region text, kind text, name text, position int, spec jsonb,
                                                   labels jsonb, annotations jsonb, "providerData" jsonb)
     ON CONFLICT (provider, region, kind, name) DO UPDATE
        SET position = excluded.position, spec = excluded.spec, labels = excluded.labels,
            annotations = excluded.annotations, provider_data = excluded.provider_data, withdrawn_at = NULL,
            (version, modified_at) = (
              SELECT CASE WHEN changed THEN catalogue_item.version + 1 ELSE catalogue_item.version END,
                     CASE WHEN changed THEN excluded.modified_at ELSE catalogue_item.modified_at END
                FROM (SELECT (catalogue_item.spec, catalogue_item.labels, catalogue_item.annotations)
                      IS DISTINCT FROM (excluded.spec, excluded.labels, excluded.annotations) AS changed) AS compared)`,
    [provider, JSON.stringify(rows), now],
  );
  const offered = rows.map((row) => `${row.region}/${row.kind}/${row.name}`);
  await manager.query(
    `UPDATE catalogue_item SET withdrawn_at = $3
      WHERE provider = $1 AND withdrawn_at IS NULL AND region || '/' || kind || '/' || name <> ALL($2::text[])`,
    [provider, offered, now],
  );
}
