import { createDataSource } from './data-source.js';

/**
 * What TypeORM's own command line works on: `pnpm --filter domain migration:generate NAME`.
 *
 * @public
 */
export const migrationSource = createDataSource({
  url: process.env['DATABASE_URL'] ?? 'postgres://localhost/seca',
  applicationName: 'seca migrations',
});
