export { documentNames, identityOf, put, putPath, type DocumentName } from './documents.js';
export { recordingJobs, type RecordingJobs } from './recording-jobs.js';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.js';
export { createTestWorld, type TestWorld, type WorldOptions } from './world.js';
