import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperatorCaller } from '../src/authorization/caller.js';
import { findNodes } from '../src/provider/find-nodes.js';
import { findRun, findRuns } from '../src/provider/find-runs.js';
import { findAttention } from '../src/resource/attention.js';
import { countFound, findResources, type ResourceFilter } from '../src/resource/find-resources.js';
import { searchResources } from '../src/resource/search.js';
import { createTestWorld, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const anybody: OperatorCaller = { type: 'operator', subject: 'o', role: 'viewer', source: 'admin' };
const limited: OperatorCaller = { ...anybody, tenant: 'other' };

beforeAll(async () => {
  world = await createTestWorld();
  await putPath(world.domain, world.caller);
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const labels = { group: name < 'c' ? 'low' : 'high', percent: '100%' };
    await put(world.domain, world.caller, 'internet-gateway', name, { maps: { labels } });
  }
});
afterAll(() => world.close());

async function names(filter: ResourceFilter, caller = anybody): Promise<string[]> {
  const { items } = await findResources(world.domain, caller, { filter, order: 'name', first: 200 });
  return items.map(({ resource }) => resource.name);
}

const gateways = { kinds: ['internet-gateway'] };

test.each<[string, ResourceFilter, string[]]>([
  ['kind', gateways, ['a', 'b', 'c', 'd', 'e', 'gw']],
  ['name', { name: 'vm' }, ['vm']],
  ['label', { labels: 'group=low' }, ['a', 'b']],
  ['text in a label', { ...gateways, text: 'LOW' }, ['a', 'b']],
  ['text that means something to LIKE', { ...gateways, text: '100%' }, ['a', 'b', 'c', 'd', 'e']],
  ['network', { network: 'n' }, ['rt', 's']],
  ['state', { kinds: ['instance', 'internet-gateway'], states: ['pending'] }, ['vm']],
  ['workspace that does not exist', { workspace: 'x' }, []],
])('resources are found by %s', async (_what, filter, found) => {
  expect(await names(filter)).toEqual(found);
});

test.each(['place', 'name', 'created', 'modified'] as const)(
  'page after page in the order %s gives each once, and counts them all',
  async (order) => {
    const all = await findResources(world.domain, anybody, { filter: gateways, order, first: 200 });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await findResources(world.domain, anybody, { filter: gateways, order, first: 2, after });
      seen.push(...page.items.map(({ resource }) => resource.uid));
      after = page.hasNext ? page.items.at(-1)?.cursor : undefined;
    } while (after !== undefined);
    expect(seen).toEqual(all.items.map(({ resource }) => resource.uid));
    expect(new Set(seen).size).toBe(6);
    expect(await countFound(world.domain, anybody, gateways)).toBe(6);
  },
);

test('what cannot be asked for is refused, naming the argument', async () => {
  const ask = (request: object) =>
    findResources(world.domain, anybody, { filter: {}, order: 'name', first: 10, ...request });
  const page = await ask({ order: 'place', first: 1 });
  for (const [request, parameter] of [
    [{ filter: { kinds: ['teapot'] } }, 'kinds'],
    [{ filter: { labels: 'group!=low' } }, 'labels'],
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ after: 'nonsense' }, 'after'],
    [{ after: page.items[0]?.cursor }, 'after'],
  ] as const) {
    await expect(ask(request)).rejects.toMatchObject({
      code: 'invalid-request',
      faults: [expect.objectContaining({ parameter })],
    });
  }
});

describe('an operator that is limited to another tenant', () => {
  test('finds nothing by any way, and may not ask', async () => {
    expect(await names({}, limited)).toEqual([]);
    expect(await countFound(world.domain, limited, {})).toBe(0);
    expect(await searchResources(world.domain, limited, 'vm')).toEqual([]);
    expect(await findAttention(world.domain, limited, undefined)).toEqual([]);
    expect(await findNodes(world.domain, limited, undefined)).toEqual([]);
    for (const asked of [
      findResources(world.domain, limited, { filter: { tenant: 'acme' }, order: 'name', first: 1 }),
      findAttention(world.domain, limited, 'acme'),
      findNodes(world.domain, limited, 'acme'),
      findRuns(world.domain, limited, { tenant: 'acme', first: 1 }),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

test('what is wrong comes worst first, and of these the oldest first; what is only young is left out', async () => {
  expect(await findAttention(world.domain, anybody, 'acme')).toEqual([]);
  const state = (name: string, value: string, at: string) =>
    world.dataSource.query(
      `UPDATE resource SET status = status || jsonb_build_object('state', $2::text,
         'conditions', jsonb_build_array(jsonb_build_object('state', $2::text, 'at', $3::text, 'message', 'because')))
        WHERE kind = 'internet-gateway' AND name = $1`,
      [name, value, at],
    );
  await state('a', 'creating', '2020-01-01T00:00:00.000Z');
  await state('b', 'error', '2021-01-02T00:00:00.000Z');
  await state('c', 'error', '2021-01-01T00:00:00.000Z');
  await state('d', 'creating', new Date().toISOString());
  const items = await findAttention(world.domain, anybody, 'acme');
  const found = await Promise.all(
    items.map(async ({ uid, severity, message }) => {
      const [row]: { name: string }[] = await world.dataSource.query(
        'SELECT name FROM resource WHERE uid = $1',
        [uid],
      );
      return { name: row?.name, severity, message };
    }),
  );
  expect(found).toEqual([
    { name: 'c', severity: 'broken', message: 'because' },
    { name: 'b', severity: 'broken', message: 'because' },
    { name: 'a', severity: 'late', message: 'because' },
  ]);
});

test('a search understands URNs, addresses, ids at the provider and parts of names', async () => {
  const [network]: { uid: string; workspace: string }[] = await world.dataSource.query(
    `SELECT uid FROM resource WHERE kind = 'network'`,
  );
  const connection = randomUUID();
  await world.dataSource.query(
    `INSERT INTO provider_connection (id, tenant, name, provider, endpoint, mode, token_ciphertext, token_key_id, status,
                                      status_since, created_at)
     VALUES ($1, 'acme', 'c', 'plain', 'http://x', 'live', '', 'k', 'connected', now(), now())`,
    [connection],
  );
  await world.dataSource.query(
    `INSERT INTO provider_binding (id, unit_uid, resource_uid, connection_id, role, object_type, object_id, created_at)
     VALUES (gen_random_uuid(), $1, $1, $2, 'network', 'network', '4711', now())`,
    [network?.uid, connection],
  );
  const search = async (text: string) =>
    (await searchResources(world.domain, anybody, text)).map(({ resource, match }) => [match, resource.name]);
  expect(await search(' seca.network/v1/tenants/acme/workspaces/w/networks/n/subnets/s ')).toEqual([
    ['urn', 's'],
  ]);
  expect(await search('4711')).toEqual([['provider-id', 'n']]);
  const nic = await findResources(world.domain, anybody, {
    filter: { kinds: ['nic'] },
    order: 'name',
    first: 1,
  });
  const status = nic.items[0]?.resource.status as { addresses: string[] } | undefined;
  const [address = ''] = status?.addresses ?? [];
  expect(await search(address)).toEqual([['address', 'nic']]);
  expect(await search('oo')).toEqual([['name', 'boot']]);
  expect(await search('   ')).toEqual([]);
});

test('runs are listed the newest first, page by page, and shown to who may enter their tenant', async () => {
  const ids: string[] = [];
  for (const [minute, tenant, outcome] of [
    [1, 'acme', 'done'],
    [2, 'acme', 'stuck'],
    [3, null, 'done'],
  ] as const) {
    const id = randomUUID();
    ids.unshift(id);
    await world.dataSource.query(
      `INSERT INTO reconcile_run (id, unit_type, unit_uid, tenant, started_at, ended_at, outcome, planned, steps, calls)
       VALUES ($1, 'network', $2, $3, to_timestamp($4), now(), $5, '[]', '[]', 0)`,
      [id, randomUUID(), tenant, minute * 60, outcome],
    );
  }
  const list = async (request: object, caller = anybody) =>
    (await findRuns(world.domain, caller, { first: 10, ...request })).map(({ id }) => id);
  expect(await list({})).toEqual(ids);
  expect(await list({ first: 1, after: ids[0] })).toEqual([ids[1]]);
  expect(await list({ tenant: 'acme', outcomes: ['stuck'] })).toEqual([ids[1]]);
  expect(await list({}, limited)).toEqual([]);
  await expect(list({ after: 'x' })).rejects.toMatchObject({ code: 'invalid-request' });
  expect(await findRun(world.domain, limited, ids[1] ?? '')).toBeUndefined();
  expect(await findRun(world.domain, anybody, ids[1] ?? '')).toMatchObject({ outcome: 'stuck' });
});
