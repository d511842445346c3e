import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token for the admin API. Only its hash is stored. */
@Entity('api_token')
export class ApiTokenEntity {
  /** SHA-256 of the token, in hex. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;
}
