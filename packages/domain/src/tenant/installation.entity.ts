import { Column, Entity, PrimaryColumn } from 'typeorm';

/** This installation: one row. Its id labels everything that we make at a provider. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /**
   * Public half of an SSH key whose private half was never kept. Servers get it so that the provider makes no
   * password for them.
   */
  @Column({ name: 'ssh_public_key', type: 'text' })
  sshPublicKey!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
