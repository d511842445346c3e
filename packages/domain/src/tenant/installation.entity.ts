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

  /**
   * When this database became the one that counts, and a random part. It is written into the marks on projects: of two
   * installations from one backup, the one with the smaller epoch, as text, is the older one and must not write.
   */
  @Column({ type: 'text', default: '' })
  epoch!: string;

  /** What tells this database from a copy of it; null until a worker has looked. */
  @Column({ name: 'database_identity', type: 'text', nullable: true })
  databaseIdentity!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
