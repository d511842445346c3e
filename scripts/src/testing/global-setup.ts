/** Gives a whole test run one PostgreSQL; each test file makes databases of its own on it. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres.js';
import { isLeftBehind } from '../folder-lock.js';

const FOLDER_PREFIX = 'seca-test-postgres-';

/**
 * Called by vitest before the run; what it returns, after. Tests find the superuser's URL in `TEST_POSTGRES_URL`;
 * when that is set already, the server behind it is used instead.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_POSTGRES_URL']) return undefined;
  await removeThoseOfKilledRuns();
  const dataDir = mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env['TEST_POSTGRES_URL'] = postgres.url;
  return async () => {
    await postgres.stop();
    await removeEmbeddedPostgres(dataDir);
  };
}

async function removeThoseOfKilledRuns(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX));
  const folders = names.map((name) => join(tmpdir(), name));
  for (const folder of folders) if (await isLeftBehind(folder)) await removeEmbeddedPostgres(folder);
}
