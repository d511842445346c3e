import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ProviderConnectionEntity } from './provider-connection.entity.js';

/**
 * An SSH key that instances name, at the provider of one connection. Providers take each key once per project, so
 * it belongs to no single instance. The row is written before the key is registered.
 */
@Entity('provider_ssh_key')
export class SshKeyEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid' })
  connectionId!: string;

  @ManyToOne(() => ProviderConnectionEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'connection_id', foreignKeyConstraintName: 'provider_ssh_key_connection' })
  connection?: Relation<ProviderConnectionEntity>;

  /** What it is known by: the fingerprint of a key text, or the name of one that the provider has. */
  @PrimaryColumn({ type: 'text' })
  name!: string;

  /** The provider's id; null until it is known. */
  @Column({ name: 'object_id', type: 'text', nullable: true })
  objectId!: string | null;

  /** Whether we have made it, and so may remove it. */
  @Column({ name: 'is_own', type: 'boolean' })
  isOwn!: boolean;
}
