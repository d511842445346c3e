import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may work on a unit right now. The fencing number rises with each new owner and never falls. */
@Entity('lease')
export class LeaseEntity {
  @PrimaryColumn({ type: 'text' })
  unit!: string;

  @Column({ type: 'text' })
  owner!: string;

  @Column({ type: 'bigint' })
  fencing!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
