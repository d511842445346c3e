import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/**
 * Runs a statement that each connection prepares once, under its name, and that PostgreSQL mostly plans once; past
 * the object mapper, and outside any transaction. For what nearly every request asks: parsing, planning and mapping
 * are most of the cost of reading a row by its key.
 *
 * One name stands for one text. Errors are those of `pg`.
 */
export async function runPrepared<Row extends object>(
  dataSource: DataSource,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  const { rows } = await pool.query<Row>({ name, text, values: [...values] });
  return rows;
}
