import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SkuKind } from '../resource/kinds.js';

/** A region or SKU that a provider offers, refreshed from it in the background. */
@Entity('catalogue_item')
export class CatalogueItemEntity {
  @PrimaryColumn({ type: 'text' })
  provider!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  region!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  kind!: SkuKind | 'region';

  @PrimaryColumn({ type: 'text', collation: 'C' })
  name!: string;

  /** Order in which lists show it. */
  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'jsonb' })
  spec!: object;

  @Column({ type: 'jsonb' })
  labels!: Record<string, string>;

  @Column({ type: 'jsonb' })
  annotations!: Record<string, string>;

  /** What the provider's reconcilers need to know of it; never shown. */
  @Column({ name: 'provider_data', type: 'jsonb' })
  providerData!: object;

  /** Rises by one with each change of what is shown. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'modified_at', type: 'timestamptz', precision: 3 })
  modifiedAt!: Date;

  /** Set when the provider stopped offering it: no new use, old users go on. */
  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt!: Date | null;
}
