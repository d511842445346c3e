/** Gives a whole test run one PostgreSQL and, where the machine has one, one Redis. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres.js';
import { isLeftBehind } from '../folder-lock.js';
import { startRedis } from './redis.js';

const FOLDER_PREFIX = 'seca-test-postgres-';

/**
 * Called by vitest before the run; what it returns, after. Tests find the superuser's URL in `TEST_POSTGRES_URL`,
 * where each test file makes databases of its own, and a Redis in `TEST_REDIS_URL`. What is set already is used
 * instead.
 */
export async function setup(): Promise<() => Promise<void>> {
  const stops = [await providePostgres(), await provideRedis()];
  return async () => {
    for (const stop of stops) await stop?.();
  };
}

async function providePostgres(): Promise<(() => Promise<void>) | undefined> {
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

async function provideRedis(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_REDIS_URL']) return undefined;
  const redis = await startRedis();
  if (!redis) return undefined;
  process.env['TEST_REDIS_URL'] = redis.url;
  return () => redis.stop();
}

async function removeThoseOfKilledRuns(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX));
  const folders = names.map((name) => join(tmpdir(), name));
  for (const folder of folders) if (await isLeftBehind(folder)) await removeEmbeddedPostgres(folder);
}
