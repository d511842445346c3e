export { createJobs, type JobsOptions } from './bullmq-jobs.js';
export { migrateJobs } from './job-backend.js';
export type { JobWorker, Jobs } from './jobs.js';
export {
  LeaseLostError,
  acquireLease,
  confirmLease,
  releaseLease,
  renewLease,
  type Lease,
} from './lease.repository.js';
export type { ConnectionNotice, Notice, ResourceNotice } from './notices.js';
export {
  findDueUnits,
  makeDue,
  measureBacklog,
  readDue,
  setNextDue,
  type DueMark,
  type DueState,
} from './schedule.repository.js';

export { unitKey, type Unit, type UnitType } from './units.js';
