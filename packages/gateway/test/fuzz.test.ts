import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { operations, type Operation } from '../src/openapi/operations.js';
import type { Kind } from '@seca-hetzner/domain';
import { typeNameOf } from '../src/openapi/names.js';
import { apiDocument } from './support/api-description.js';
import { headers, queries, segments, valuesOf } from './support/arbitraries.js';
import { documents, offers, putDocuments } from './support/documents.js';
import { startGateway, type Answer, type TestGateway } from './support/gateway.js';

/** Requests per operation: enough to meet each fault now and then, few enough for every run of the tests. */
const RUNS = 25;

/** The same requests in every run, so that a fault found belongs to a change; another seed draws others. */
const PROPERTY = { numRuns: RUNS, seed: Number(process.env['FUZZ_SEED'] ?? 1) };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ providerRules: hetznerRules, offers, updateWaitMs: 0 });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await putDocuments(gateway);
  const { path = '', spec } = documents['instance'] ?? {};
  await gateway.send('PUT', path, { spec });
});

/** Everything that is stored, but for the audit, which may tell of refusals too. */
async function contents(): Promise<string> {
  const tables: { name: string }[] = await gateway.dataSource.query(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'audit_event'`,
  );
  const rows: { text: string | null }[] = await gateway.dataSource.query(
    tables
      .map(
        ({ name }) =>
          `SELECT '${name}' || md5(string_agg(t::text, '' ORDER BY t::text)) AS text FROM "${name}" t`,
      )
      .join(' UNION ALL '),
  );
  return rows.map(({ text }) => text).join();
}

/** What must hold of the tables together, whatever was asked. */
const INVARIANTS = {
  'an address has an owner': `SELECT 1 FROM network_address WHERE owner_uid NOT IN (SELECT uid FROM resource)`,
  // The system makes some role assignments of its own.
  'a resource has its creation in the audit': `
    SELECT 1 FROM resource WHERE kind <> 'role-assignment' AND NOT EXISTS (
      SELECT 1 FROM audit_event WHERE audit_event.resource_uid = resource.uid AND audit_event.action = 'create')`,
  'what is active is settled': `
    SELECT 1 FROM resource WHERE observed_version < resource_version AND status ->> 'state' = 'active'`,
};

async function expectWholeRows(): Promise<void> {
  for (const [rule, query] of Object.entries(INVARIANTS)) {
    expect([rule, await gateway.dataSource.query(query)]).toEqual([rule, []]);
  }
}

/** The path of a request, below the prefix that `send` adds: mostly of what is there. */
function pathsOf({ path, provider = '', kind }: Operation): fc.Arbitrary<string> {
  const there: Record<string, string> = { tenant: 'acme', workspace: 'w', network: 'n' };
  const own = documents[kind ?? '']?.path.replace(/^.*\//, '') ?? 'cx23';
  const parts = path.replace(`/providers/${provider}`, `/${provider}`).split(/(\{\w+\})/);
  const drawn = parts.map((part) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined) return fc.constant(part);
    const known = fc.constant(there[name] ?? own);
    return fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: segments });
  });
  return fc.tuple(...drawn).map((texts) => texts.join(''));
}

async function answerTo(
  method: string,
  path: string,
  sent: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  // `send` throws for an answer that is not as described.
  const answer = await gateway.send(method, path, text, sent);
  expect(answer.status).toBeLessThan(500);
  return answer;
}

describe.each(operations().map((operation) => [operation.operationId, operation] as const))(
  '%s',
  (_, operation) => {
    const method = operation.method.toUpperCase();
    const schema =
      apiDocument.paths[operation.path]?.[operation.method]?.requestBody?.content['application/json'].schema;
    const bodies = schema ? valuesOf(schema) : fc.constant(undefined);

    test('answers as described whatever is asked, and what is refused leaves nothing behind', async () => {
      let before = await contents();
      await fc.assert(
        fc.asyncProperty(pathsOf(operation), queries, headers, bodies, async (path, query, sent, body) => {
          const { status } = await answerTo(method, query === '' ? path : `${path}?${query}`, sent, body);
          const after = await contents();
          // Reads and refusals change nothing.
          const isUnchanged = status >= 400 || method === 'GET';
          expect(isUnchanged ? after : before).toBe(before);
          before = after;
        }),
        PROPERTY,
      );
      await expectWholeRows();
    });
  },
);

describe('a sound document with some fields drawn at random', () => {
  const puts = operations().filter(({ sort, kind = '' }) => sort === 'put' && documents[kind]);

  test.each(puts.map(({ operationId, kind }) => [operationId, kind as Kind] as const))(
    '%s',
    async (_, kind) => {
      const { path = '', spec = {} } = documents[kind] ?? {};
      const specs = valuesOf(apiDocument.components.schemas[`${typeNameOf(kind)}SpecInput`] ?? {});
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(specs, fc.nat(2), fc.boolean(), async (drawn, count, isNew) => {
          const before = await contents();
          const fields = Object.entries(Object(drawn) as object).slice(0, count);
          const target = isNew ? `${path}-${accepted}` : path;
          const { status } = await answerTo(
            'PUT',
            target,
            {},
            { spec: { ...spec, ...Object.fromEntries(fields) } },
          );
          expect(status >= 400 ? await contents() : before).toBe(before);
          // What was stored can be shown.
          await answerTo('GET', target, {});
          accepted += status < 300 ? 1 : 0;
        }),
        PROPERTY,
      );
      // Else the test would only ever see refusals.
      expect(accepted).toBeGreaterThan(0);
      await expectWholeRows();
    },
  );
});
