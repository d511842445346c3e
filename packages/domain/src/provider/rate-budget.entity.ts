import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The calls that a project may still make, shared by every worker. */
@Entity('rate_budget')
export class RateBudgetEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid' })
  connectionId!: string;

  /** Calls per hour, as the provider last said. */
  @Column({ name: 'hourly_limit', type: 'integer' })
  hourlyLimit!: number;

  /** Calls left at `counted_at`, those handed out and not yet made already taken off. */
  @Column({ type: 'double precision' })
  remaining!: number;

  @Column({ name: 'counted_at', type: 'timestamptz' })
  countedAt!: Date;

  /** Calls that others made with the project by `others_counted_at`, of which the older count for less. */
  @Column({ name: 'others_calls', type: 'double precision', default: 0 })
  othersCalls!: number;

  @Column({ name: 'others_counted_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  othersCountedAt!: Date;
}
