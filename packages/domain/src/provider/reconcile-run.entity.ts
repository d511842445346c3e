import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UnitType } from '../jobs/units.js';

/** `done`: nothing left to do; `waiting`: due again; `failed`: tried again after a back-off; `stuck`: needs a person. */
export type RunOutcome = 'done' | 'waiting' | 'failed' | 'stuck' | 'released';

/** One step of a run: what was done to what, how long it took and what it cost. */
export interface RunStep {
  do: string;
  startedAt: string;
  durationMs: number;
  calls: number;
  /** What the step learnt, as evidence, or how it failed. */
  result: string;
}

/** What one run of a reconciler did. Runs that changed nothing leave no row. */
@Entity('reconcile_run')
@Index('reconcile_run_unit', ['unitUid', 'startedAt'])
@Index('reconcile_run_newest', ['startedAt', 'id'])
export class ReconcileRunEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'unit_type', type: 'text' })
  unitType!: UnitType;

  @Column({ name: 'unit_uid', type: 'uuid' })
  unitUid!: string;

  /** Of the unit; null where the run is older than this column, or its unit was not known any more. */
  @Column({ type: 'text', nullable: true })
  tenant!: string | null;

  /** What the unit is called: the URN of the resource, `connection <name>`; null as above. */
  @Column({ type: 'text', nullable: true })
  target!: string | null;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3 })
  endedAt!: Date;

  @Column({ type: 'text' })
  outcome!: RunOutcome;

  /** Why it did not end as done, for people. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** What was planned at the start, step by step. */
  @Column({ type: 'jsonb' })
  planned!: string[];

  @Column({ type: 'jsonb' })
  steps!: RunStep[];

  /** Calls to the provider, action polls included. */
  @Column({ type: 'integer' })
  calls!: number;
}
