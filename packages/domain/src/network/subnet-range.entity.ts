import {
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';

/** The range that a subnet holds in its network. Two ranges of one network never overlap. */
@Entity('subnet_range')
@Exclusion('subnet_range_disjoint', 'USING gist (network_uid WITH =, range inet_ops WITH &&)')
@Index('subnet_range_network', ['networkUid'])
export class SubnetRangeEntity {
  @PrimaryColumn({ name: 'subnet_uid', type: 'uuid' })
  subnetUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'subnet_uid' })
  subnet?: Relation<ResourceEntity>;

  @Column({ name: 'network_uid', type: 'uuid' })
  networkUid!: string;

  @Column({ type: 'cidr' })
  range!: string;
}
