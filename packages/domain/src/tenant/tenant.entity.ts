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

  /** Since when SECA's writes are refused; null while they are not. */
  @Column({ name: 'suspended_at', type: 'timestamptz', precision: 3, nullable: true })
  suspendedAt!: Date | null;

  /** What everything of the tenant may cost per month, in euros without VAT; null without a limit. */
  @Column({ name: 'spend_limit_eur', type: 'double precision', nullable: true })
  spendLimitEur!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
