import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';
import { ProviderConnectionEntity } from './provider-connection.entity.js';

/** What somebody else has changed about an object at the provider. */
export interface Drift {
  /** When that was first seen, ISO 8601. */
  since: string;
  /** What is otherwise, each a sentence for people. */
  found: string[];
  /** Whether it stays as it is until somebody acts, since drift is only reported. */
  isLeft: boolean;
}

/**
 * Which object at the provider belongs to which resource. The row is written before the create call, without
 * an id: whoever finds it so knows that the object may exist, and looks it up before creating another.
 */
@Entity('provider_binding')
@Unique('provider_binding_role', ['unitUid', 'resourceUid', 'role'])
@Index('provider_binding_resource', ['resourceUid'])
@Index('provider_binding_object', ['connectionId', 'objectType', 'objectId'], {
  unique: true,
  where: 'object_id IS NOT NULL',
})
export class ProviderBindingEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** The resource whose unit looks after the object: the network for a NAT VM, the instance for its server. */
  @Column({ name: 'unit_uid', type: 'uuid' })
  unitUid!: string;

  /** The resource that the object is there for. */
  @Column({ name: 'resource_uid', type: 'uuid' })
  resourceUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'resource_uid' })
  resource?: Relation<ResourceEntity>;

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId!: string;

  @ManyToOne(() => ProviderConnectionEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'connection_id' })
  connection?: Relation<ProviderConnectionEntity>;

  /** What the object does for the resource, `server` or `nat-vm`; also its label at the provider. */
  @Column({ type: 'text' })
  role!: string;

  /** The provider's word for the type of object, `server`. */
  @Column({ name: 'object_type', type: 'text' })
  objectType!: string;

  /** The provider's id; null until the create call was answered. */
  @Column({ name: 'object_id', type: 'text', nullable: true })
  objectId!: string | null;

  /** What was last seen of the object, in the form that its reconciler keeps. */
  @Column({ type: 'jsonb', nullable: true })
  observed!: object | null;

  @Column({ name: 'observed_at', type: 'timestamptz', precision: 3, nullable: true })
  observedAt!: Date | null;

  /** How it was learnt: `read`, or `action 123` for the answer to a change of ours. */
  @Column({ type: 'text', nullable: true })
  evidence!: string | null;

  /** What the object was made with and cannot be read back, such as the digest of its user data. */
  @Column({ name: 'made_with', type: 'jsonb', nullable: true })
  madeWith!: object | null;

  /** Since when nobody needs the object that is kept for a while; null while it is needed. */
  @Column({ name: 'idle_since', type: 'timestamptz', precision: 3, nullable: true })
  idleSince!: Date | null;

  /** What it was when its unit had last put it in order, in the form that its reconciler keeps; null where none does. */
  @Column({ type: 'jsonb', nullable: true })
  settled!: object | null;

  /** How it differs from that by no doing of ours; null while it does not. */
  @Column({ type: 'jsonb', nullable: true })
  drift!: Drift | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
