import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureTenantAdmin } from '../src/authorization/ensure-tenant-admin.js';
import type { SecaCaller } from '../src/authorization/caller.js';
import type { Domain } from '../src/domain.js';
import { migrate } from '../src/persistence/migrate.js';
import { migrations } from '../src/persistence/migrations/index.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import type { Kind } from '../src/resource/kinds.js';
import { getResource, listResources } from '../src/resource/read-resources.js';
import {
  createEmptyDatabase,
  identityOf,
  openTestDomain,
  put,
  type TestDatabase,
} from '../src/testing/index.js';

// Tests run from dist; the dumps stay where they are.
const fixtures = new URL('../../test/fixtures/', import.meta.url);
const dumps = readdirSync(fixtures).filter((name) => name.startsWith('schema-'));

type Row = Record<string, unknown>;

/** Every row of every table, as JSON. */
async function readRows(client: Client): Promise<Map<string, Row[]>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const found = new Map<string, Row[]>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM public."${name}" AS t`);
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return found;
}

/** What a database is made of, in words that do not depend on how it became so. */
async function readSchema(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT format('%s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default,
                   collation_name) AS line
       FROM information_schema.columns WHERE table_schema = 'public'
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                 FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}

async function connect({ url }: TestDatabase): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

describe.each(dumps)('a database as %s left it', (dump) => {
  const timestamp = /\d+/.exec(dump)?.[0] ?? '';
  let database: TestDatabase;
  let client: Client;
  let domain: Domain;
  let before: Map<string, Row[]>;
  let applied: string[];
  const caller: SecaCaller = { type: 'seca', subject: 'alice', tenants: ['acme'], source: 'gateway' };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    client = await connect(database);
    await client.query(readFileSync(new URL(dump, fixtures), 'utf8'));
    before = await readRows(client);
    applied = await migrate(database.url);
    domain = await openTestDomain(database.url);
  });
  afterAll(async () => {
    await domain.dataSource.destroy();
    await client.end();
    await database.drop();
  });

  test('takes exactly the migrations that came later', () => {
    const names = migrations.map((migration) => migration.name);
    const last = names.findIndex((name) => name.endsWith(timestamp));
    expect(last).not.toBe(-1);
    expect(applied).toEqual(names.slice(last + 1));
  });

  test('loses no row and no value', async () => {
    const after = await readRows(client);
    for (const [table, rows] of before) {
      // A dump with an empty table would prove nothing about it.
      expect([table, rows]).not.toEqual([table, []]);
      const added = table === 'schema_migration' ? applied.length : 0;
      expect([table, after.get(table)?.length]).toEqual([table, rows.length + added]);
      const kept = rows.map((row): unknown => expect.objectContaining(row));
      expect([table, after.get(table)]).toEqual([table, expect.arrayContaining(kept)]);
    }
  });

  test('has the schema of the entities, and that of a new database', async () => {
    const drift = await domain.dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    const fresh = await createEmptyDatabase();
    await migrate(fresh.url);
    const other = await connect(fresh);
    const schema = await readSchema(other);
    await other.end();
    await fresh.drop();
    expect(await readSchema(client)).toEqual(schema);
  });

  test('can be listed, read, changed and deleted from', async () => {
    const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
    await ensureTenantAdmin(domain, operator, 'acme', caller.subject);
    const stored = before.get('resource') ?? [];
    for (const { kind, name } of stored as { kind: Kind; name: string }[]) {
      const identity = identityOf(kind, name);
      const page = await listResources(domain, caller, {
        kind,
        scope: identity,
        deleted: 'with',
        limit: 100,
      });
      expect(page.items.map((item) => item.name)).toContain(name);
      expect(await getResource(domain, caller, identity)).toMatchObject({ kind, name });
    }
    const network = await getResource(domain, caller, identityOf('network', 'n'));
    const changed = await put(domain, caller, 'network', 'n', { maps: { labels: { stage: 'test' } } });
    expect(changed).toMatchObject({ uid: network.uid, resourceVersion: network.resourceVersion + 1 });
    await deleteResource(domain, caller, identityOf('instance', 'second'));
    expect(await getResource(domain, caller, identityOf('instance', 'second'))).toMatchObject({
      status: { state: 'deleting' },
    });
  });
});
