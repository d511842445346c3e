import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An object in a project that carries our label and that nobody here knows. */
@Entity('orphan')
export class OrphanEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'orphan_key' })
  connectionId!: string;

  /** As the provider calls it, such as `server`. */
  @PrimaryColumn({ name: 'object_type', type: 'text', primaryKeyConstraintName: 'orphan_key' })
  objectType!: string;

  /** The provider's id. */
  @PrimaryColumn({ name: 'object_id', type: 'text', primaryKeyConstraintName: 'orphan_key' })
  objectId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** What it was made for, as its label says; empty if it does not. */
  @Column({ type: 'text' })
  role!: string;

  @Column({ name: 'seen_since', type: 'timestamptz', precision: 3 })
  seenSince!: Date;

  /** When an operator said that it is to be removed; null: it stays. */
  @Column({ name: 'removal_asked_at', type: 'timestamptz', precision: 3, nullable: true })
  removalAskedAt!: Date | null;

  /** Why the last try to remove it failed. */
  @Column({ type: 'text', nullable: true })
  fault!: string | null;
}
