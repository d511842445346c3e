import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An Ed25519 key that configurations are signed with. Agents trust every one that is not retired. */
@Entity('signing_key')
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'signing_key_key' })
  id!: string;

  /** SPKI as PEM. */
  @Column({ name: 'public_key', type: 'text' })
  publicKey!: string;

  /** PKCS #8 as PEM, encrypted; null once the key is retired. */
  @Column({ name: 'private_key', type: 'bytea', nullable: true })
  privateKey!: Buffer | null;

  /** Which encryption key that was done with. */
  @Column({ name: 'private_key_key_id', type: 'text' })
  privateKeyKeyId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'retired_at', type: 'timestamptz', precision: 3, nullable: true })
  retiredAt!: Date | null;
}
