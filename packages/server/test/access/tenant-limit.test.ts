import { randomUUID } from 'node:crypto';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  bindConnection,
  createTokenCipher,
  ensureBinding,
  ensureInstallation,
  ensureTenant,
  findResource,
  recordSighting,
} from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { DEFAULT_LIMITS } from '../../src/access/access-settings.js';
import { startAdmin, type TestAdmin } from '../support/admin.js';
import { everyQuery, type NamedQuery } from './every-query.js';

const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;

/** Whose things are not for the caller, who is limited to `acme`. */
const OTHER = 'umbrella';

/** Tells nothing of any tenant. */
const OF_NOBODY = new Set(['changeCursor', 'compatibility', 'installation', 'me']);

let admin: TestAdmin;
/** The header of a token that is limited to `acme`, and may do all there. */
let limited: string;
let limitedSecret: string;
/** Every id of the other tenant, and its name. */
let marks: string[];
let queries: NamedQuery[];

beforeAll(async () => {
  // The largest answers there are, not those that a client would ask for.
  const limits = { ...DEFAULT_LIMITS, cost: 1_000_000_000 };
  admin = await startAdmin({ limits });
  const { dataSource, domain } = admin;
  await dataSource.transaction((manager) => ensureInstallation(manager, new Date()));
  for (const tenant of ['acme', OTHER]) await ensureTenant(domain, operator, tenant);
  const ids = await fill();
  await moveToOther();
  await putPath(domain, admin.caller, 's');
  limitedSecret = await makeToken('limited', 'acme');
  limited = `Bearer ${limitedSecret}`;
  await makeToken(`${OTHER}-script`, OTHER);
  marks = [OTHER, ...(await idsOfOther())];
  const { body } = await admin.query(getIntrospectionQuery());
  const schema = buildClientSchema(body.data as IntrospectionQuery);
  queries = everyQuery(schema, (query, argument) => ids[`${query}.${argument}`] ?? ids[argument]);
});
afterAll(() => admin.close());

async function makeToken(name: string, tenant: string): Promise<string> {
  const { body } = await admin.query(
    `mutation { createApiToken(name: "${name}", role: admin, tenant: "${tenant}") { secret } }`,
  );
  return body.data.createApiToken.secret as string;
}

/** Something of each sort, as yet of `acme`; gives what each argument is to be asked for. */
async function fill(): Promise<Record<string, string>> {
  const { domain, caller, dataSource } = admin;
  await putPath(domain, caller);
  await put(domain, caller, 'block-storage', `${OTHER}-disk`);
  const { id: connectionId } = await bindConnection(
    domain,
    operator,
    createTokenCipher(Buffer.alloc(32, 9).toString('base64')),
    {
      tenant: 'acme',
      name: `${OTHER}-project`,
      provider: 'hetzner',
      endpoint: 'http://127.0.0.1:9/v1',
      token: 'the-token',
      mode: 'live',
    },
  );
  await dataSource.query(`UPDATE provider_connection SET status = 'error'`);
  const { uid = '' } = (await findResource(dataSource.manager, identityOf('instance', 'vm'))) ?? {};
  const key = { unitUid: uid, resourceUid: uid, role: 'server' };
  await ensureBinding(dataSource.manager, { ...key, connectionId, objectType: 'server' }, new Date());
  const seen = {
    objectId: '4711',
    observed: { status: 'running', privateNets: [] },
    observedAt: new Date(),
    evidence: 'read',
  };
  await recordSighting(dataSource.manager, key, seen);
  const runId = randomUUID();
  await dataSource.query(
    `INSERT INTO reconcile_run (id, unit_type, unit_uid, tenant, target, started_at, ended_at, outcome, planned, steps, calls)
     VALUES ($1, 'instance', $2, 'acme', 'instance vm', now(), now(), 'done', '[]', '[]', 1)`,
    [runId, uid],
  );
  await dataSource.query(
    `INSERT INTO operator_session (hash, subject, name, role, tenant, created_at, idle_until, expires_at)
     VALUES ('h', 'ada', 'Ada', 'viewer', $1, now(), now() + interval '1 h', now() + interval '1 h')`,
    [OTHER],
  );
  const { body: asked } = await admin.query(`mutation { reconcileNow(uid: "${uid}") { id } }`);
  const { body: planned } = await admin.query(
    `mutation { plan(input: { tenant: "acme", region: "eu-central", documents: "" }) { id } }`,
  );
  const text = (value: string): string => JSON.stringify(value);
  return {
    tenant: text(OTHER),
    region: text('eu-central'),
    workspace: text('w'),
    uid: text(uid),
    urn: text(`seca.compute/v1/tenants/${OTHER}/workspaces/w/instances/vm`),
    text: text(`${OTHER}-disk`),
    filter: `{ tenant: "${OTHER}" }`,
    instance: text('vm'),
    'instance.name': text('vm'),
    'internetGateway.name': text('gw'),
    'network.name': text('n'),
    'workspace.name': text('w'),
    'tenant.name': text(OTHER),
    'operation.id': text(asked.data.reconcileNow.id as string),
    'plan.id': text(planned.data.plan.id as string),
    'providerConnection.id': text(connectionId),
    'run.id': text(runId),
  };
}

const MOVED = ['resource', 'audit_event', 'operation', 'plan', 'provider_connection', 'reconcile_run'];

/** All that there is so far becomes the other tenant's. */
async function moveToOther(): Promise<void> {
  for (const table of MOVED) await admin.dataSource.query(`UPDATE ${table} SET tenant = $1`, [OTHER]);
  await admin.dataSource.query('UPDATE resource_reference SET target_tenant = $1', [OTHER]);
  await admin.dataSource.query('UPDATE tenant SET default_connection_id = NULL');
}

async function idsOfOther(): Promise<string[]> {
  const rows: { id: string }[] = await admin.dataSource.query(
    `SELECT uid AS id FROM resource WHERE tenant = $1 UNION SELECT id FROM operation WHERE tenant = $1
      UNION SELECT id FROM plan WHERE tenant = $1 UNION SELECT id FROM provider_connection WHERE tenant = $1
      UNION SELECT id FROM reconcile_run WHERE tenant = $1 UNION SELECT id FROM api_token WHERE tenant = $1`,
    [OTHER],
  );
  return rows.map(({ id }) => id);
}

/** What an answer tells of the other tenant. An error repeats what was asked and tells nothing. */
const told = (data: unknown): string[] => marks.filter((mark) => JSON.stringify(data ?? null).includes(mark));

describe('a token that is limited to a tenant', () => {
  test('is told nothing of another one by any query, each of which is refused or tells an unlimited one something', async () => {
    const silent = new Set(queries.map(({ name }) => name));
    const leaks: string[] = [];
    for (const { name, text } of queries) {
      const [all, own] = [await admin.query(text), await admin.query(text, {}, limited)];
      expect([text, all.body.errors]).toEqual([text, undefined]);
      if (told(all.body.data).length > 0 || own.body.errors) silent.delete(name);
      if (told(own.body.data).length > 0) leaks.push(`${text}: ${told(own.body.data).join()}`);
      const codes = (own.body.errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      );
      expect(['FORBIDDEN', 'NOT_FOUND']).toEqual(expect.arrayContaining(codes));
    }
    expect(leaks).toEqual([]);
    expect(silent).toEqual(OF_NOBODY);
  });

  test('sees its own', async () => {
    const { body } = await admin.query(
      '{ networks { name } workspaces { name } tenants { name } }',
      {},
      limited,
    );
    expect(body).toEqual({
      data: { networks: [{ name: 'n' }], workspaces: [{ name: 'w' }], tenants: [{ name: 'acme' }] },
    });
  });

  test('hears of its own changes and of no others', async () => {
    const heard: unknown[] = [];
    const client = admin.socket(limitedSecret);
    const stop = client.subscribe(
      { query: 'subscription { changes(kinds: ["block-storage"]) { tenant name } }' },
      { next: ({ data }) => heard.push(data), error: () => undefined, complete: () => undefined },
    );
    await client.iterate({ query: '{ changeCursor }' }).next();
    await admin.dataSource.query(
      `UPDATE resource SET labels = '{"a": "1"}' WHERE tenant = $1 AND kind = 'block-storage'`,
      [OTHER],
    );
    await put(admin.domain, admin.caller, 'block-storage', 'mine');
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), { timeout: 60_000 });
    expect(heard).toEqual([{ changes: { tenant: 'acme', name: 'mine' } }]);
    stop();
  });

  test('cannot follow an operation of another one', async () => {
    const [operation] = (await admin.query(`{ operations(tenant: "${OTHER}") { id } }`)).body.data.operations;
    const client = admin.socket(limitedSecret);
    const answers = client.iterate({
      query: `subscription { operationChanged(id: "${operation.id}") { target } }`,
    });
    const { value } = await answers.next();
    expect([told(value?.data), value?.errors?.[0]?.extensions?.['code']]).toEqual([[], 'NOT_FOUND']);
    await answers.return?.(undefined);
  });
});
