import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ResourceEntity } from './resource.entity.js';
import type { Kind, SkuKind } from './kinds.js';

/**
 * One row per reference in a spec, by the target's identity: it outlives the target and finds the next one of
 * that name. "Who uses me" and the waking of dependents are queries on it.
 */
@Entity('resource_reference')
@Index('resource_reference_target', [
  'targetTenant',
  'targetRegion',
  'targetWorkspace',
  'targetNetwork',
  'targetKind',
  'targetName',
])
export class ResourceReferenceEntity {
  @PrimaryColumn({ name: 'from_uid', type: 'uuid' })
  fromUid!: string;

  /** JSON pointer of the field, `/spec/routes/0/targetRef`. */
  @PrimaryColumn({ type: 'text' })
  field!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'from_uid' })
  from?: Relation<ResourceEntity>;

  @Column({ name: 'target_tenant', type: 'text', collation: 'C' })
  targetTenant!: string;

  @Column({ name: 'target_region', type: 'text', collation: 'C' })
  targetRegion!: string;

  @Column({ name: 'target_workspace', type: 'text', collation: 'C' })
  targetWorkspace!: string;

  @Column({ name: 'target_network', type: 'text', collation: 'C' })
  targetNetwork!: string;

  @Column({ name: 'target_kind', type: 'text', collation: 'C' })
  targetKind!: Kind | SkuKind;

  @Column({ name: 'target_name', type: 'text', collation: 'C' })
  targetName!: string;
}
