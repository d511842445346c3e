import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';
import { GatewayAgentEntity } from './gateway-agent.entity.js';
import type { SignedConfiguration } from './configuration.js';
import type { NatVmSlot } from './gateway-agent.js';

/** The newest configuration of one slot of a gateway in a network. Its version outlives the agents that it was made for. */
@Entity('gateway_configuration')
@Index('gateway_configuration_by_agent', ['agentId'])
export class GatewayConfigurationEntity {
  @PrimaryColumn({ name: 'network_uid', type: 'uuid', primaryKeyConstraintName: 'gateway_configuration_key' })
  networkUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'network_uid', foreignKeyConstraintName: 'gateway_configuration_network' })
  network?: Relation<ResourceEntity>;

  @PrimaryColumn({ name: 'gateway_uid', type: 'uuid', primaryKeyConstraintName: 'gateway_configuration_key' })
  gatewayUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'gateway_uid', foreignKeyConstraintName: 'gateway_configuration_gateway' })
  gateway?: Relation<ResourceEntity>;

  @PrimaryColumn({
    type: 'text',
    default: 'primary',
    primaryKeyConstraintName: 'gateway_configuration_key',
  })
  slot!: NatVmSlot;

  /** Rises by one with each change. */
  @Column({ type: 'integer' })
  version!: number;

  /** The agent that it is addressed to. */
  @Column({ name: 'agent_id', type: 'uuid' })
  agentId!: string;

  @ManyToOne(() => GatewayAgentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'agent_id', foreignKeyConstraintName: 'gateway_configuration_agent' })
  agent?: Relation<GatewayAgentEntity>;

  /** Whose packets may leave, in the order of their text. */
  @Column({ name: 'source_prefixes', type: 'jsonb' })
  sourcePrefixes!: string[];

  @Column({ type: 'jsonb' })
  signed!: SignedConfiguration;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
