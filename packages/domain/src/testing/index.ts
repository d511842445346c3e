export { identityOf, put, putPath } from './documents.js';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.js';
export { createTestWorld, openTestDomain, type TestWorld, type WorldOptions } from './world.js';
