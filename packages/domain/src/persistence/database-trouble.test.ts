import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { databaseTroubleOf } from './database-trouble.js';

test.each([
  ['53100', 'full'],
  ['53300', 'busy'],
  ['57014', 'busy'],
  ['57P03', 'away'],
  ['08006', 'away'],
  ['23505', undefined],
  ['53', 'busy'],
])('SQLSTATE %s means that the database is %s', (code, trouble) => {
  expect(databaseTroubleOf(Object.assign(new Error('refused'), { code }))).toBe(trouble);
});

test('a database that nobody listens for is away', async () => {
  const pool = new Pool({ host: '127.0.0.1', port: 1 });
  const error: unknown = await pool.query('SELECT 1').catch((thrown: unknown) => thrown);
  expect(databaseTroubleOf(error)).toBe('away');
  await pool.end();
});

test('what is wrong elsewhere is none of the database', () => {
  expect(databaseTroubleOf(new Error('no such thing'))).toBeUndefined();
  expect(databaseTroubleOf('text')).toBeUndefined();
});
