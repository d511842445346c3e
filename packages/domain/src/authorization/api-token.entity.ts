import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';
import type { OperatorRole } from './operator-role.js';

/** A token for the admin API. Only its hash is stored. */
@Entity('api_token')
@Index('api_token_id', ['id'], { unique: true })
export class ApiTokenEntity {
  /** SHA-256 of the token, in hex. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  /** What it is called by where the hash is nobody's business. */
  @Generated('uuid')
  @Column({ type: 'uuid' })
  id!: string;

  /** The subject of what is done with it. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', default: 'admin' })
  role!: OperatorRole;

  /** The one tenant that it opens; null: all of them. */
  @Column({ type: 'text', nullable: true })
  tenant!: string | null;

  /** The subject of whoever made it. */
  @Column({ name: 'created_by', type: 'text', default: '' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;

  /** Written at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
