import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The certificate authority that agents trust, and that vouches for the server they talk to: one row. */
@Entity('agent_authority')
export class AgentAuthorityEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'agent_authority_key' })
  id!: string;

  /** X.509 as PEM. */
  @Column({ type: 'text' })
  certificate!: string;

  /** PKCS #8 as PEM, encrypted. */
  @Column({ name: 'private_key', type: 'bytea' })
  privateKey!: Buffer;

  /** Which encryption key that was done with. */
  @Column({ name: 'private_key_key_id', type: 'text' })
  privateKeyKeyId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
