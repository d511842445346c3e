import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { OperationErrorClass } from './operation-errors.js';
import type { OperationState } from './operation-state.js';
import type { OperationKind, OperationStep } from './operation.js';

/** Something that was asked for and takes time. It only waits: what is to be done stands in the resources. */
@Entity('operation')
@Unique('operation_idempotency', ['subject', 'idempotencyKey'])
@Index('operation_open', ['createdAt'], { where: `state IN ('accepted', 'running')` })
@Index('operation_finished', ['finishedAt'], { where: 'finished_at IS NOT NULL' })
@Index('operation_by_tenant', ['tenant', 'createdAt'])
export class OperationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'operation_key' })
  id!: string;

  @Column({ type: 'text' })
  kind!: OperationKind;

  @Column({ type: 'text', collation: 'C' })
  tenant!: string;

  /** What it is about, for people: a URN, or the name of what is no resource. */
  @Column({ type: 'text' })
  target!: string;

  /** Who asked for it. */
  @Column({ type: 'text' })
  subject!: string;

  /** Chosen by the caller: the same key never asks for anything twice. */
  @Column({ name: 'idempotency_key', type: 'text' })
  idempotencyKey!: string;

  /** Digest of what was asked for, which tells a repeated request from another one under the same key. */
  @Column({ name: 'request_hash', type: 'text' })
  requestHash!: string;

  @Column({ type: 'text' })
  state!: OperationState;

  @Column({ type: 'jsonb' })
  steps!: OperationStep[];

  @Column({ name: 'error_class', type: 'text', nullable: true })
  errorClass!: OperationErrorClass | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage!: string | null;

  @Column({ name: 'deadline_at', type: 'timestamptz', precision: 3 })
  deadlineAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
