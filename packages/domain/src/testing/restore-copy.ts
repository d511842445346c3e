import { Client } from 'pg';
import { migrate } from '../persistence/migrate.js';
import { createEmptyDatabase, type TestDatabase } from './test-database.js';

/** A database of its own with every row of another one, as a logical backup and its restoration leave it. */
export async function restoreCopy(url: string): Promise<TestDatabase> {
  const copy = await createEmptyDatabase();
  await migrate(copy.url);
  const from = new Client({ connectionString: url });
  const to = new Client({ connectionString: copy.url });
  await Promise.all([from.connect(), to.connect()]);
  try {
    await copyRows(from, to);
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
  return copy;
}

async function copyRows(from: Client, to: Client): Promise<void> {
  // As restoration does, so that the order of the tables is of no account.
  await to.query(`SET session_replication_role = replica`);
  const { rows: tables } = await from.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const { rows } = await from.query<{ all: string }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS all FROM ${name} AS t`,
    );
    await to.query(`DELETE FROM ${name}`);
    await to.query(
      `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::${name}, $1)`,
      [rows[0]?.all],
    );
  }
  const { rows: sequences } = await from.query<{ name: string; value: string }>(
    `SELECT quote_ident(sequencename) AS name, last_value AS value
       FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`,
  );
  for (const { name, value } of sequences) await to.query(`SELECT setval($1, $2)`, [name, value]);
}
