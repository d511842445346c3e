import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ChangeKind } from './change.js';

/**
 * That something has changed, written by triggers in the transaction of the change itself, so that no writer can
 * forget it. Kept for two hours: long enough for whoever has lost its connection for a while.
 */
@Entity('change_event')
@Index('change_event_xid', ['xid'])
@Index('change_event_at', ['at'])
export class ChangeEventEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'change_event_key' })
  id!: string;

  /** The transaction that made the change, as `pg_current_xact_id()` numbers it. */
  @Column({ type: 'bigint' })
  xid!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  kind!: ChangeKind;

  @Column({ type: 'uuid' })
  uid!: string;

  /** The resource or connection that it is about. */
  @Column({ type: 'uuid' })
  about!: string;

  /** Null for what belongs to no tenant that is known any more. */
  @Column({ type: 'text', nullable: true })
  tenant!: string | null;

  @Column({ type: 'text' })
  workspace!: string;

  @Column({ type: 'text' })
  network!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'is_gone', type: 'boolean' })
  isGone!: boolean;
}
