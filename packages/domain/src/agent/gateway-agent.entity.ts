import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';
import type { AgentState } from './agent-state.js';
import type { NatVmSlot } from './gateway-agent.js';
import type { Heartbeat } from './heartbeat.js';

/**
 * The agent on a NAT VM of one gateway in one network. A VM that is made anew gets another one; of each slot at most
 * one lives, the others are revoked.
 */
@Entity('gateway_agent')
@Index('gateway_agent_living', ['gatewayUid', 'networkUid', 'slot'], {
  unique: true,
  where: 'revoked_at IS NULL',
})
@Index('gateway_agent_fingerprint', ['fingerprint'], { unique: true })
@Index('gateway_agent_by_network', ['networkUid'])
export class GatewayAgentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'gateway_agent_key' })
  id!: string;

  @Column({ name: 'gateway_uid', type: 'uuid' })
  gatewayUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'gateway_uid', foreignKeyConstraintName: 'gateway_agent_gateway' })
  gateway?: Relation<ResourceEntity>;

  @Column({ name: 'network_uid', type: 'uuid' })
  networkUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'network_uid', foreignKeyConstraintName: 'gateway_agent_network' })
  network?: Relation<ResourceEntity>;

  @Column({ type: 'text', default: 'primary' })
  slot!: NatVmSlot;

  /** SHA-256 of the one-time identity, in hex; null once it was used. */
  @Column({ name: 'identity_hash', type: 'text', nullable: true })
  identityHash!: string | null;

  @Column({ name: 'identity_expires_at', type: 'timestamptz', precision: 3 })
  identityExpiresAt!: Date;

  /** SHA-256 of the certificate by which it is known, in lower-case hex; null until it has registered. */
  @Column({ type: 'text', nullable: true })
  fingerprint!: string | null;

  @Column({ name: 'registered_at', type: 'timestamptz', precision: 3, nullable: true })
  registeredAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Column({ type: 'text' })
  state!: AgentState;

  @Column({ name: 'state_since', type: 'timestamptz', precision: 3 })
  stateSince!: Date;

  /** For people; null when there is nothing to say. */
  @Column({ name: 'state_reason', type: 'text', nullable: true })
  stateReason!: string | null;

  /** The last one that came. */
  @Column({ type: 'jsonb', nullable: true })
  heartbeat!: Heartbeat | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', precision: 3, nullable: true })
  heartbeatAt!: Date | null;

  /** The configuration that it says is in force; 0 is what its VM was made with. */
  @Column({ name: 'acknowledged_version', type: 'integer', default: 0 })
  acknowledgedVersion!: number;

  /** When an operator has asked for its VM to get what routes lead to; null once that is done. */
  @Column({ name: 'turn_requested_at', type: 'timestamptz', precision: 3, nullable: true })
  turnRequestedAt!: Date | null;

  /** When that was asked for which was done last; null while none was. */
  @Column({ name: 'turn_taken_for', type: 'timestamptz', precision: 3, nullable: true })
  turnTakenFor!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
