export type { Jobs } from './jobs.js';
export {
  LeaseLostError,
  acquireLease,
  confirmLease,
  releaseLease,
  renewLease,
  type Lease,
} from './lease.repository.js';
export type { Notice } from './notices.js';
export {
  findDueUnits,
  makeDue,
  measureBacklog,
  readDue,
  setNextDue,
  type DueState,
} from './schedule.repository.js';

export { unitKey, type Unit } from './units.js';
