import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../persistence/migrate.js';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'seca_template';
const TEMPLATE_LOCK = 5_347_842;

/**
 * A migrated database of its own for one test file, copied from a template that the first caller of the run
 * makes. The server is the one of `TEST_POSTGRES_URL`, which the test run starts.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_POSTGRES_URL'];
  if (!serverUrl) throw new Error('TEST_POSTGRES_URL is not set: run the tests by npm run test:int');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(serverUrl, async (client) => {
    // Two copies of one template at the same time disturb each other, so the copy is made under the lock too.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${TEMPLATE}_unfinished`);
      await migrate(withDatabase(serverUrl, `${TEMPLATE}_unfinished`));
      await client.query(`ALTER DATABASE ${TEMPLATE}_unfinished RENAME TO ${TEMPLATE}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  return {
    url: withDatabase(serverUrl, name),
    drop: () =>
      asAdministrator(serverUrl, async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

/** An empty database, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_POSTGRES_URL'] ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(serverUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name}`);
  });
  return {
    url: withDatabase(serverUrl, name),
    drop: () =>
      asAdministrator(serverUrl, async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function asAdministrator(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
