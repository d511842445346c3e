import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the chain of sealed events begins and ends: one row, made with the schema. */
@Entity('audit_chain')
export class AuditChainEntity {
  /** Always 1. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'audit_chain_key' })
  id!: number;

  /** Number and hash of the newest sealed event; 0 and empty before the first. */
  @Column({ name: 'head_seal', type: 'bigint' })
  headSeal!: string;

  @Column({ name: 'head_hash', type: 'text' })
  headHash!: string;

  /** Number, hash and id of the newest event that was removed because of its age; 0 and empty while none was. */
  @Column({ name: 'anchor_seal', type: 'bigint' })
  anchorSeal!: string;

  @Column({ name: 'anchor_hash', type: 'text' })
  anchorHash!: string;

  @Column({ name: 'anchor_event_id', type: 'bigint', nullable: true })
  anchorEventId!: string | null;

  @Column({ name: 'anchored_at', type: 'timestamptz', precision: 3, nullable: true })
  anchoredAt!: Date | null;
}
