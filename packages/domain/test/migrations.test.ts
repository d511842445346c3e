import { afterEach, expect, test } from 'vitest';
import { createDataSource } from '../src/persistence/data-source.js';
import { migrate } from '../src/persistence/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../src/testing/index.js';

const databases: TestDatabase[] = [];

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database;
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

test('the migrations lead from an empty database to the schema of the entities', async () => {
  const { url } = await emptyDatabase();
  expect(await migrate(url)).not.toHaveLength(0);
  const dataSource = await createDataSource({ url, applicationName: 'test' }).initialize();
  const drift = await dataSource.driver.createSchemaBuilder().log();
  await dataSource.destroy();
  expect(drift.upQueries.map((query) => query.query)).toEqual([]);
});

test('processes that start together migrate once', async () => {
  const { url } = await emptyDatabase();
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
});

test('a second migration changes nothing', async () => {
  const { url } = await emptyDatabase();
  await migrate(url);
  expect(await migrate(url)).toEqual([]);
});
