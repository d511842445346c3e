import { migrateJobs } from '../jobs/job-backend.js';
import { createDataSource } from './data-source.js';

/** Any number that no other advisory lock of this database uses. */
const MIGRATION_LOCK = 5_347_841;

/**
 * Brings the database up to date: our tables and the queue's. TypeORM takes no lock of its own, so an advisory
 * lock keeps processes that start together from migrating together. Returns the names of what was applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const dataSource = await createDataSource({
    url: databaseUrl,
    poolSize: 2,
    applicationName: 'seca migrations',
  }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    await migrateJobs(databaseUrl);
    return applied.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await dataSource.destroy();
  }
}
