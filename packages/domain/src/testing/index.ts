export { identityOf, put, putPath } from './documents.js';
export { aHeartbeat } from './heartbeats.js';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.js';
export { restoreCopy } from './restore-copy.js';
export {
  createTestWorld,
  openQueuedDomain,
  openTestDomain,
  type TestWorld,
  type WorldOptions,
} from './world.js';
