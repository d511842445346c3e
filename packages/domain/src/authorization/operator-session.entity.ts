import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { OperatorRole } from './operator-role.js';

/** Somebody who has signed in with the OpenID provider. The cookie's value is stored as a hash only. */
@Entity('operator_session')
@Index('operator_session_subject', ['subject'])
export class OperatorSessionEntity {
  /** SHA-256 of the cookie's value, in hex. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  /** `oidc:` and the provider's `sub`. */
  @Column({ type: 'text' })
  subject!: string;

  /** For people: what the provider calls the person. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  role!: OperatorRole;

  /** The one tenant that it opens; null: all of them. */
  @Column({ type: 'text', nullable: true })
  tenant!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** Moved on by use, at most once a minute. */
  @Column({ name: 'idle_until', type: 'timestamptz', precision: 3 })
  idleUntil!: Date;

  /** Use does not move it. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
