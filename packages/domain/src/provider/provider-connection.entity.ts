import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProviderErrorCode } from './provider-errors.js';

/** `connecting`: not checked yet; `degraded`: usable with trouble; `error`: unusable until somebody acts. */
export type ConnectionStatus = 'connecting' | 'connected' | 'degraded' | 'error';

/**
 * `plan`: every write to the provider is refused; `smoke`: writes are sent until a cap or an expiry is reached, and what
 * they make is labelled with the expiry; `live`: writes are sent.
 */
export type ConnectionMode = 'plan' | 'smoke' | 'live';

/** What the provider lets the token do; known once something of ours was written with it. */
export type TokenAccess = 'read-write' | 'read-only';

/** How many objects that are not ours a project holds, by the provider's name for their type. */
export type ForeignObjects = Record<string, number>;

/** A project at a provider, bound to a tenant. The token is encrypted; only worker and server can read it. */
@Entity('provider_connection')
@Index('provider_connection_name', ['tenant', 'name'], { unique: true })
@Index('provider_connection_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ProviderConnectionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', collation: 'C' })
  tenant!: string;

  @Column({ type: 'text' })
  name!: string;

  /** The provider package that serves it, `hetzner`. */
  @Column({ type: 'text' })
  provider!: string;

  /** From configuration, never from a request. */
  @Column({ type: 'text' })
  endpoint!: string;

  @Column({ type: 'text' })
  mode!: ConnectionMode;

  @Column({ name: 'token_ciphertext', type: 'bytea' })
  tokenCiphertext!: Buffer;

  @Column({ name: 'token_key_id', type: 'text' })
  tokenKeyId!: string;

  @Column({ type: 'text' })
  status!: ConnectionStatus;

  @Column({ name: 'status_code', type: 'text', nullable: true })
  statusCode!: ProviderErrorCode | null;

  /** Why no run but the connection's own may call the provider; null while all may. */
  @Column({ name: 'barred_code', type: 'text', nullable: true })
  barredCode!: ProviderErrorCode | null;

  @Column({ name: 'status_since', type: 'timestamptz', precision: 3 })
  statusSince!: Date;

  @Column({ name: 'last_check_at', type: 'timestamptz', precision: 3, nullable: true })
  lastCheckAt!: Date | null;

  @Column({ name: 'last_good_check_at', type: 'timestamptz', precision: 3, nullable: true })
  lastGoodCheckAt!: Date | null;

  /** The object that marks the project as ours; null until it was made. */
  @Column({ name: 'marker_object_id', type: 'text', nullable: true })
  markerObjectId!: string | null;

  /** The installation's SSH key in the project; null until it was registered. */
  @Column({ name: 'ssh_key_object_id', type: 'text', nullable: true })
  sshKeyObjectId!: string | null;

  /** When the provider's offers were last read by it. */
  @Column({ name: 'catalogue_read_at', type: 'timestamptz', precision: 3, nullable: true })
  catalogueReadAt!: Date | null;

  /** When everything of ours in the project was last compared with what we know of it. */
  @Column({ name: 'swept_at', type: 'timestamptz', precision: 3, nullable: true })
  sweptAt!: Date | null;

  /** Rises whenever an operator changes something, or asks for a check; a check of an older one counts for nothing. */
  @Column({ type: 'integer', default: 1 })
  revision!: number;

  /** The revision that the last check was of. */
  @Column({ name: 'checked_revision', type: 'integer', default: 0 })
  checkedRevision!: number;

  @Column({ name: 'token_access', type: 'text', nullable: true })
  tokenAccess!: TokenAccess | null;

  @Column({ name: 'foreign_objects', type: 'jsonb', nullable: true })
  foreignObjects!: ForeignObjects | null;

  /** When the objects that are not ours were last counted. */
  @Column({ name: 'inspected_at', type: 'timestamptz', precision: 3, nullable: true })
  inspectedAt!: Date | null;

  /** Since when it is being unbound: what is ours in the project goes, then the row. */
  @Column({ name: 'unbinding_at', type: 'timestamptz', precision: 3, nullable: true })
  unbindingAt!: Date | null;

  /** Since when the provider is not asked any more; what is there stays behind. */
  @Column({ name: 'abandoned_at', type: 'timestamptz', precision: 3, nullable: true })
  abandonedAt!: Date | null;

  /** What may be spent in mode `smoke`, net, in the currency of the provider's prices; null in other modes. */
  @Column({ name: 'smoke_cap_eur', type: 'double precision', nullable: true })
  smokeCapEur!: number | null;

  /** What everything made in it will have cost by its expiry, whether or not it is removed before. */
  @Column({ name: 'smoke_spent_eur', type: 'double precision', default: 0 })
  smokeSpentEur!: number;

  @Column({ name: 'smoke_expires_at', type: 'timestamptz', precision: 3, nullable: true })
  smokeExpiresAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  failures!: number;
}
