import { Check, Column, Entity, Index, PrimaryColumn, Unique, getMetadataArgsStorage } from 'typeorm';
import type { PowerState } from '../compute/instance.js';
import type { Kind } from './kinds.js';
import type { Resource } from './resource.js';

/**
 * One row per declared resource of any kind. Kinds differ by their rules and their reconciler, not by their
 * table. The columns of the identity are never null, so that one unique key serves every level.
 */
@Entity('resource')
@Unique('resource_identity', ['tenant', 'region', 'workspace', 'network', 'kind', 'name'])
@Index('resource_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
// A GIN index, which the mapper cannot describe: its migration does.
@Index('resource_labels', { synchronize: false })
// Over an expression, which the mapper cannot describe either.
@Index('resource_unsettled', { synchronize: false })
@Index('resource_kind', ['kind', 'tenant', 'region', 'workspace', 'network', 'name'])
@Index('resource_modified', ['lastModifiedAt', 'uid'])
@Check('resource_version_positive', 'resource_version > 0 AND observed_version <= resource_version')
export class ResourceEntity {
  @PrimaryColumn({ type: 'uuid' })
  uid!: string;

  @Column({ type: 'text', collation: 'C' })
  tenant!: string;

  @Column({ type: 'text', collation: 'C' })
  region!: string;

  @Column({ type: 'text', collation: 'C' })
  workspace!: string;

  @Column({ type: 'text', collation: 'C' })
  network!: string;

  @Column({ type: 'text', collation: 'C' })
  kind!: Kind;

  @Column({ type: 'text', collation: 'C' })
  name!: string;

  @Column({ type: 'jsonb', nullable: true })
  labels!: Record<string, string> | null;

  @Column({ type: 'jsonb', nullable: true })
  annotations!: Record<string, string> | null;

  @Column({ type: 'jsonb', nullable: true })
  extensions!: Record<string, string> | null;

  @Column({ type: 'jsonb' })
  spec!: object;

  @Column({ type: 'jsonb' })
  status!: object;

  @Column({ name: 'desired_power', type: 'text', nullable: true })
  desiredPower!: PowerState | null;

  @Column({ name: 'desired_power_at', type: 'timestamptz', precision: 3, nullable: true })
  desiredPowerAt!: Date | null;

  @Column({ name: 'restart_phase', type: 'text', nullable: true })
  restartPhase!: PowerState | null;

  @Column({ name: 'connection_id', type: 'uuid', nullable: true })
  connectionId!: string | null;

  @Column({ name: 'resource_version', type: 'integer' })
  resourceVersion!: number;

  @Column({ name: 'observed_version', type: 'integer' })
  observedVersion!: number;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'last_modified_at', type: 'timestamptz', precision: 3 })
  lastModifiedAt!: Date;

  @Column({ name: 'deleted_at', type: 'timestamptz', precision: 3, nullable: true })
  deletedAt!: Date | null;

  /** When its unit wants a run; only rows that are the root of a unit use it. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  /** Failed runs in a row, for the back-off. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;
}

/** What a resource takes from its row; the rest is the schedule's. */
export type ResourceColumns = Omit<ResourceEntity, 'dueAt' | 'failures'>;

/** SQL for these columns of the table, for statements whose rows are `ResourceColumns` as they come. */
export const RESOURCE_COLUMNS = getMetadataArgsStorage()
  .filterColumns(ResourceEntity)
  .filter(({ propertyName }) => propertyName !== 'dueAt' && propertyName !== 'failures')
  .map(({ propertyName, options }) => `resource.${options.name ?? propertyName} AS "${propertyName}"`)
  .join(', ');

export function resourceFromEntity(entity: ResourceEntity): Resource {
  const { dueAt: _dueAt, failures: _failures, ...columns } = entity;
  return resourceFromColumns(columns);
}

export function resourceFromColumns(row: ResourceColumns): Resource {
  return {
    ...row,
    labels: row.labels ?? undefined,
    annotations: row.annotations ?? undefined,
    extensions: row.extensions ?? undefined,
    deletedAt: row.deletedAt ?? undefined,
    desiredPower: row.desiredPower ?? undefined,
    desiredPowerAt: row.desiredPowerAt ?? undefined,
    restartPhase: row.restartPhase ?? undefined,
    connectionId: row.connectionId ?? undefined,
    // The row was written from a spec and status of this kind; the database does not know the union.
  } as Resource;
}

/** The columns that a write may change, for insert and update alike. */
export function entityFromResource(resource: Resource): ResourceColumns {
  return {
    ...resource,
    labels: resource.labels ?? null,
    annotations: resource.annotations ?? null,
    extensions: resource.extensions ?? null,
    deletedAt: resource.deletedAt ?? null,
    desiredPower: resource.desiredPower ?? null,
    desiredPowerAt: resource.desiredPowerAt ?? null,
    restartPhase: resource.restartPhase ?? null,
    connectionId: resource.connectionId ?? null,
  };
}
