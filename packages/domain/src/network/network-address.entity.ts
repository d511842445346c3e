import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';

/** Who holds an address: a NIC, or the NAT VMs of a gateway, each with its own, and the one routes point to. */
export type AddressRole = 'nic' | 'nat-vm' | 'nat-vm-standby' | 'nat-alias';

/** An address in use in a network; nobody else in that network can hold it. */
@Entity('network_address')
@Index('network_address_owner', ['ownerUid'])
export class NetworkAddressEntity {
  @PrimaryColumn({ name: 'network_uid', type: 'uuid' })
  networkUid!: string;

  @PrimaryColumn({ type: 'inet' })
  address!: string;

  /** The NIC or internet gateway. */
  @Column({ name: 'owner_uid', type: 'uuid' })
  ownerUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'owner_uid' })
  owner?: Relation<ResourceEntity>;

  @Column({ name: 'subnet_uid', type: 'uuid' })
  subnetUid!: string;

  @Column({ type: 'text' })
  role!: AddressRole;
}
