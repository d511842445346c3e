import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a set of documents would do, as it was worked out at one moment, to be applied exactly so or not at all. */
@Entity('plan')
@Index('plan_expiry', ['expiresAt'])
export class PlanEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'plan_key' })
  id!: string;

  @Column({ type: 'text', collation: 'C' })
  tenant!: string;

  /** Who asked for it. */
  @Column({ type: 'text' })
  subject!: string;

  /** `PlannedDocument`s: what is to be done, in order, with the versions that were seen. May hold user data: never shown. */
  @Column({ type: 'jsonb' })
  documents!: object[];

  /** `PlanAnswer`: what was answered; holds no secrets. */
  @Column({ type: 'jsonb' })
  answer!: object;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** Until then it can be applied. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
