import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ResourceEntity } from '../resource/resource.entity.js';
import type { DriftHealing, Switch } from './workspace-settings.js';

/** What operators have set for a workspace; null is what the installation has. */
@Entity('workspace_settings')
export class WorkspaceSettingsEntity {
  @PrimaryColumn({ name: 'workspace_uid', type: 'uuid', primaryKeyConstraintName: 'workspace_settings_key' })
  workspaceUid!: string;

  @ManyToOne(() => ResourceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_uid', foreignKeyConstraintName: 'workspace_settings_workspace' })
  workspace?: Relation<ResourceEntity>;

  @Column({ name: 'nat_gateway', type: 'text', nullable: true })
  natGateway!: Switch | null;

  @Column({ name: 'guest_bootstrap', type: 'text', nullable: true })
  guestBootstrap!: Switch | null;

  @Column({ name: 'drift_healing', type: 'text', nullable: true })
  driftHealing!: DriftHealing | null;
}
