import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ProviderConnectionEntity } from '../provider/provider-connection.entity.js';

/** A customer. SECA has no API for tenants; operators make them. */
@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  name!: string;

  /** The connection that a new workspace takes. */
  @Column({ name: 'default_connection_id', type: 'uuid', nullable: true })
  defaultConnectionId!: string | null;

  @ManyToOne(() => ProviderConnectionEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'default_connection_id' })
  defaultConnection?: Relation<ProviderConnectionEntity>;

  /** Net, per month; null: no limit. */
  @Column({ name: 'spend_limit_eur', type: 'double precision', nullable: true })
  spendLimitEur!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
