import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that makes its bearer the first administrator, once. At most one row is unused. */
@Entity('bootstrap_token')
export class BootstrapTokenEntity {
  /** SHA-256 of the token, in hex. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', precision: 3, nullable: true })
  usedAt!: Date | null;
}
