import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { GatewayAgentEntity } from './gateway-agent.entity.js';

export type CommandOutcome = 'done' | 'failed';

/** Something that an agent was asked, and what it answered. */
@Entity('agent_command')
@Index('agent_command_by_agent', ['agentId', 'createdAt'])
export class AgentCommandEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'agent_command_key' })
  id!: string;

  @Column({ name: 'agent_id', type: 'uuid' })
  agentId!: string;

  @ManyToOne(() => GatewayAgentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'agent_id', foreignKeyConstraintName: 'agent_command_agent' })
  agent?: Relation<GatewayAgentEntity>;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb' })
  arguments!: object;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** When it was last handed out. */
  @Column({ name: 'delivered_at', type: 'timestamptz', precision: 3, nullable: true })
  deliveredAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: CommandOutcome | null;

  @Column({ type: 'jsonb', nullable: true })
  result!: object | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;
}
