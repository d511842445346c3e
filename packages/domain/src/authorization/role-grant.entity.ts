import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AssignmentScope } from './role-assignment.js';
import type { Permission } from './role.js';

/**
 * What a role assignment gives by one of its roles. Derived from both in the transactions that change them; nothing
 * else is read to decide what a caller may do.
 */
@Entity('role_grant')
@Index('role_grant_role', ['tenant', 'role'])
export class RoleGrantEntity {
  @PrimaryColumn({ name: 'assignment_uid', type: 'uuid' })
  assignmentUid!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  role!: string;

  /** The tenant that stores the assignment. */
  @Column({ type: 'text', collation: 'C' })
  tenant!: string;

  @Column({ type: 'jsonb' })
  scopes!: AssignmentScope[];

  /** Empty while there is no such role; null for a role of the system, whose permissions come with the program. */
  @Column({ type: 'jsonb', nullable: true })
  permissions!: Permission[] | null;
}

/** Whom an assignment is for: the way from a caller to its grants. */
@Entity('role_grant_subject')
export class RoleGrantSubjectEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  tenant!: string;

  /** A token's `sub`, or `*`. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  subject!: string;

  @Index('role_grant_subject_assignment')
  @PrimaryColumn({ name: 'assignment_uid', type: 'uuid' })
  assignmentUid!: string;
}
