import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One changed value, by its path in the resource. Secrets appear as length and hash. */
export interface AuditedChange {
  path: string;
  before?: JsonValue;
  after?: JsonValue;
}

export type JsonValue = string | number | boolean | null | object;

/** Who did what to which resource, written in the transaction of the change itself. */
@Entity('audit_event')
@Index('audit_event_resource', ['resourceUid', 'id'])
@Index('audit_event_tenant', ['tenant', 'id'])
@Index('audit_event_seal', ['seal'], { unique: true })
@Index('audit_event_unsealed', ['id'], { where: 'seal IS NULL' })
export class AuditEventEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ type: 'text' })
  tenant!: string;

  @Column({ type: 'text' })
  subject!: string;

  /** The way in: `gateway`, `admin` or `worker`. */
  @Column({ type: 'text' })
  source!: string;

  /** `create`, `update`, `delete`, `start`, `stop`, `restart`, or an operator's command. */
  @Column({ type: 'text' })
  action!: string;

  @Column({ name: 'resource_uid', type: 'uuid', nullable: true })
  resourceUid!: string | null;

  /** URN of the resource, or the name of what an operator changed. */
  @Column({ type: 'text' })
  target!: string;

  @Column({ name: 'resource_version', type: 'integer', nullable: true })
  resourceVersion!: number | null;

  @Column({ type: 'jsonb' })
  changes!: AuditedChange[];

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId!: string | null;

  /** IP address that the request came from; null for what no request caused. */
  @Column({ name: 'source_address', type: 'text', nullable: true })
  sourceAddress!: string | null;

  /** Its place in the chain; null until it is sealed. */
  @Column({ type: 'bigint', nullable: true })
  seal!: string | null;

  /** SHA-256 over the hash of the event before it and its own content, in hex; null until it is sealed. */
  @Column({ type: 'text', nullable: true })
  hash!: string | null;
}
